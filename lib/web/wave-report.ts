import "server-only";
import { z } from "zod";
import { wholeWave } from "@/lib/migration/wave-page";
import { waveOf } from "@/lib/migration/waves";
import { Refusal } from "@/lib/refusal";
import { viewTenant } from "./view-tenant";
import { noteFile, refuseUnlessMover } from "./waiting-accounts";

/** Every account of a wave for a file that is taken away; who took it is written down. */
export async function waveReport(tenant: string, waveId: string) {
  const { by, ...report } = await viewTenant(tenant, "migration.view", async (tx) => {
    refuseUnlessMover(tx);
    if (!z.uuid().safeParse(waveId).success) throw new Refusal("not_found");
    const wave = await waveOf(tx, waveId);
    return { by: tx.actor, wave, rows: await wholeWave(tx, wave) };
  });
  await noteFile(by, report.rows.length);
  return report;
}
