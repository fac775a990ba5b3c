import { z } from "zod";
import { sampleMoveLetter } from "@/lib/migration/sample-move-letter";
import { waveNotices, waveProgress, waveRowsAfter, waveTabs } from "@/lib/migration/wave-page";
import { waveOf } from "@/lib/migration/waves";
import { policyOf } from "@/lib/policy/policy";
import { Refusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";

const Id = z.uuid();
const Asked = z.object({
  tab: z.enum(waveTabs).catch("all"),
  q: z.string().trim().max(100).catch(""),
  after: z.uuid().nullable().catch(null),
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
    return {
      ...{ wave, tenant, asked, now: new Date() },
      mayRun: tx.actor.permissions.has("migration.run"),
      secondStepAsked: policyOf(tenant.policy).secondStep === "required",
      progress: await waveProgress(tx, wave),
      notices: await waveNotices(tx, wave),
      list: await waveRowsAfter(tx, wave, asked),
      letter: await sampleMoveLetter(tx, tenant, wave),
    };
  });
export type WaveData = Awaited<ReturnType<typeof readWave>>;

/** Those whose mail is out and did not come back, and those who have an account already. */
export const movedIn = ({ sent, linked, bounced }: WaveData["progress"]) => sent + linked - bounced;

/** Those that wait for somebody: they stayed behind for a reason that can be mended, or the mail came back. */
export const needing = ({ kept, failed, bounced }: WaveData["progress"]) => kept + failed + bounced;
