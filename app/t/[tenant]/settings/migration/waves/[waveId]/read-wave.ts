import { z } from "zod";
import { sampleMoveLetter } from "@/lib/migration/sample-move-letter";
import { outstanding, wasCancelled, waveProgress, waveRowsAfter, waveTabs } from "@/lib/migration/wave-page";
import { waveOf } from "@/lib/migration/waves";
import { policyOf } from "@/lib/policy/policy";
import { Refusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";

const Id = z.uuid();
const Asked = z.object({
  tab: z.enum(waveTabs).catch("all"),
  q: z.string().trim().max(100).catch(""),
  after: z.coerce.number().int().min(0).max(10_000_000).catch(0),
  back: z.literal("yes").optional().catch(undefined),
});

export type Search = Record<string, string | string[] | undefined>;

/** All that the page of one wave shows, of one moment. */
export const readWave = (tenantSlug: string, waveId: string, search: Search) =>
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
      letter: await sampleMoveLetter(tx, tenant, wave),
    };
  });
export type WaveData = Awaited<ReturnType<typeof readWave>>;

const backFrom: readonly string[] = ["running", "paused", "done", "cancelled"];

/** Whether there is anything to take back. */
export const canGoBack = ({ wave, progress }: Pick<WaveData, "wave" | "progress">) =>
  backFrom.includes(wave.state) && outstanding(progress) > 0;
