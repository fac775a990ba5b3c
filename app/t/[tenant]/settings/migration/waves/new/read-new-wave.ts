import { z } from "zod";
import { readMoveMail } from "@/lib/invitations/sample-letters";
import { InvitationDraft } from "@/lib/invitations/send";
import { countIn, type DryLine, dryRun, noNumbers } from "@/lib/migration/dry-run";
import { refuseUnlessMover } from "@/lib/migration/mover";
import { plannedStart } from "@/lib/migration/planned-start";
import { choiceOf, MOST_PICKED } from "@/lib/migration/wave-choice";
import { officesToMove } from "@/lib/migration/wave-page";
import { PlainText } from "@/lib/plain-text";
import type { SearchParams } from "@/lib/search-params";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";

export const LINES_SHOWN = 50;
export const ANY_OFFICE = "*";

const one = (most: number) => PlainText.max(most).catch("");
const list = z.preprocess(
  (given) => (given === undefined ? [] : [given].flat()),
  z.array(z.uuid()).max(MOST_PICKED).catch([]),
);

/** Everything the address says: which accounts, what of the list, and the terms that were chosen. */
const Asked = z.object({
  office: z
    .string()
    .max(200)
    .regex(/^\P{Cc}*$/u)
    .optional()
    .catch(undefined),
  q: one(100),
  account: list,
  show: z.enum(["all", "moved", "kept"]).catch("all"),
  from: z.coerce.number().int().min(0).max(100_000).catch(0),
  sure: z.literal("yes").optional().catch(undefined),
  name: one(60),
  note: InvitationDraft.shape.note.transform((note) => note ?? "").catch(""),
  language: z.enum(["en", "nl"]).optional().catch(undefined),
  plannedFor: one(10),
});
export type Asked = z.output<typeof Asked>;

const choiceIn = ({ office, q, account }: Asked) =>
  choiceOf({ account, search: q, ...(office !== undefined && office !== ANY_OFFICE && { office }) });

const isShown = ({ plan }: DryLine, { show }: Asked) =>
  show === "all" || (plan.outcome === "skip") === (show === "kept");

/** The lines of one page, and the numbers of all; nothing is held but that page. */
async function pageOf(parts: AsyncIterable<DryLine[]>, asked: Asked) {
  const numbers = noNumbers();
  const page: DryLine[] = [];
  let before = asked.from;
  for await (const lines of parts) {
    countIn(numbers, lines);
    const fitting = lines.filter((line) => isShown(line, asked));
    page.push(...fitting.slice(before, before + LINES_SHOWN + 1 - page.length));
    before = Math.max(0, before - fitting.length);
  }
  return { numbers, shown: page.slice(0, LINES_SHOWN), more: page.length > LINES_SHOWN };
}

/** What a wave over the chosen accounts would do; changes nothing. */
export const readNewWave = (tenantSlug: string, search: SearchParams) =>
  viewTenant(tenantSlug, "migration.view", async (tx) => {
    refuseUnlessMover(tx);
    const asked = Asked.parse(search);
    const choice = choiceIn(asked);
    const tenant = await ownTenant(tx);
    const language = asked.language ?? tenant.language;
    const startsAt = plannedStart(asked.plannedFor, tenant.timeZone);
    return {
      ...{ asked, choice, tenant, language, offices: await officesToMove(tx) },
      ...{ startsAt, isDayWrong: asked.plannedFor !== "" && startsAt === null },
      ...(await pageOf(dryRun(tx, choice, { language }), asked)),
      letter: await readMoveMail(tx, tenant, { language, note: asked.note || null }),
    };
  });
export type NewWave = Awaited<ReturnType<typeof readNewWave>>;
