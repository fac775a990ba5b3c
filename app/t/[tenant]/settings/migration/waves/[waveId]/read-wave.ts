import { z } from "zod";
import { readMoveMail } from "@/lib/invitations/sample-letters";
import { outstanding, wasCancelled, waveProgress, waveRowsAfter, waveTabs } from "@/lib/migration/wave-page";
import { waveOf } from "@/lib/migration/waves";
import { PlainText } from "@/lib/plain-text";
import { policyOf } from "@/lib/policy/policy";
import { Refusal } from "@/lib/refusal";
import type { SearchParams } from "@/lib/search-params";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";

const Id = z.uuid();
const Asked = z.object({
  tab: z.enum(waveTabs).catch("all"),
  q: PlainText.max(100).catch(""),
  after: z.coerce.number().int().min(0).max(10_000_000).catch(0),
  back: z.literal("yes").optional().catch(undefined),
});

/** All that the page of one wave shows, of one moment. */
export const readWave = (tenantSlug: string, waveId: string, search: SearchParams) =>
  viewTenant(tenantSlug, "migration.view", async (tx) => {
    if (!Id.safeParse(waveId).success) throw new Refusal("not_found");
    const wave = await waveOf(tx, waveId);
    const tenant = await ownTenant(tx);
    const asked = Asked.parse(search);
    const progress = await waveProgress(tx, wave);
    return {
      ...{ wave, tenant, asked, progress, now: new Date() },
      mayRun: tx.actor.permissions.has("migration.run"),
      secondStepAsked: policyOf(tenant.policy).secondStep === "required",
      wasCancelled: await wasCancelled(tx, wave),
      list: await waveRowsAfter(tx, wave, progress, asked),
      letter: await readMoveMail(tx, tenant, wave),
    };
  });
export type WaveData = Awaited<ReturnType<typeof readWave>>;

/** It was planned, and cancelled before it began. */
export const isPlanOff = ({ state, startedAt }: WaveData["wave"]) => state === "cancelled" && !startedAt;

const backFrom: readonly string[] = ["running", "paused", "done", "cancelled"];

/** Whether there is anything to take back. */
export const canGoBack = ({ wave, progress }: Pick<WaveData, "wave" | "progress">) =>
  backFrom.includes(wave.state) && outstanding(progress) > 0;
