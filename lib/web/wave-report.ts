import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { withTenant } from "@/lib/access/doors";
import { refuseWithout } from "@/lib/access/refuse-without";
import { type WaveRow, waveProgress, waveRowsAfter } from "@/lib/migration/wave-page";
import { type Wave, waveOf } from "@/lib/migration/waves";
import { Refusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { csvStream } from "./csv-stream";
import { viewTenant } from "./view-tenant";
import { noteFile } from "./waiting-accounts";

/** `timeZone`: moments are told on the company's clock. */
type Sheet = { headers: string[]; cells: (row: WaveRow, timeZone: string) => string[] };

const AT_ONCE = 1000;

const partAfter = (actor: Actor, wave: Wave, after: number) =>
  withTenant(actor, "migration.view", async (tx) => {
    refuseWithout(tx, "migration.run");
    const asked = { tab: "all", q: "", after } as const;
    return waveRowsAfter(tx, wave, await waveProgress(tx, wave), asked, AT_ONCE);
  });

/** Part after part, each in a transaction of its own. */
async function* accountsIn(actor: Actor, wave: Wave): AsyncGenerator<WaveRow[]> {
  let after: number | null = 0;
  while (after !== null) {
    const { rows, next }: Awaited<ReturnType<typeof partAfter>> = await partAfter(actor, wave, after);
    yield rows;
    after = next;
  }
}

/** Every account of a wave for a file that is taken away; who took it is written down. */
export async function waveReport(tenant: string, waveId: string, sheet: Sheet) {
  const { wave, by, actor, company } = await viewTenant(tenant, "migration.view", async (tx, who) => {
    refuseWithout(tx, "migration.run");
    if (!z.uuid().safeParse(waveId).success) throw new Refusal("not_found");
    const company = await ownTenant(tx);
    return { wave: await waveOf(tx, waveId), by: tx.actor, actor: who, company };
  });
  await noteFile(by, wave.accounts);
  const cells = (row: WaveRow) => sheet.cells(row, company.timeZone);
  return { wave, company, file: csvStream(accountsIn(actor, wave), { headers: sheet.headers, cells }) };
}
