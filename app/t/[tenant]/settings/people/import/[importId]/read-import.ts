import { z } from "zod";
import type { TenantTx } from "@/lib/access/doors";
import { roomToday } from "@/lib/imports/daily-limit";
import { tenantFacts } from "@/lib/imports/facts";
import { mailsOfList } from "@/lib/imports/mails-of-list";
import { readyIn } from "@/lib/imports/ready-in";
import { holdsOffersAbove, holdsRolesAbove } from "@/lib/imports/refuse-if-above";
import { progressOf, refuseUnlessInviter, reviewOf } from "@/lib/imports/review";
import type { RoleFacts } from "@/lib/imports/role-of-row";
import { type Import, importOf } from "@/lib/imports/rows";
import { inviterOf } from "@/lib/invitations/mail";
import { Refusal } from "@/lib/refusal";
import { grantableRoles } from "@/lib/roles/grantable";
import type { SearchParams } from "@/lib/search-params";
import type { OwnTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";

const Id = z.uuid();
const Asked = z.object({
  show: z.enum(["all", "problems"]).optional().catch(undefined),
  after: z.coerce.number().int().min(0).catch(0),
  see: z.literal("mail").optional().catch(undefined),
  told: z.literal("long").optional().catch(undefined),
});

type ViewTx = TenantTx<"people.view">;

/** The rows that need somebody; whoever has none of these sees all. */
async function shownRows(tx: ViewTx, of: Import, { show, after }: z.output<typeof Asked>) {
  const review = await reviewOf(tx, of, { only: show ?? "problems", after });
  const only = show ?? (review.all > review.ready ? "problems" : "all");
  if (show || only === "problems") return { only, review };
  return { only, review: await reviewOf(tx, of, { only, after }) };
}

/** Whose list it is, when it is a colleague's. */
async function makerOf(tx: ViewTx, { madeBy }: Import) {
  if (madeBy === tx.actor.personId) return null;
  return { name: (await inviterOf(tx, madeBy))?.name ?? null };
}

type Known = RoleFacts & { tenant: OwnTenant };

async function inReview(tx: ViewTx, of: Import, asked: z.output<typeof Asked>, facts: Known) {
  const mails = asked.see ? await mailsOfList(tx, of, facts) : null;
  const roles = await grantableRoles(tx, tx.actor.permissions);
  const { elevated } = await readyIn(tx, of.id, facts);
  const { after, told } = asked;
  const room = await roomToday(tx, facts.tenant);
  const shown = await shownRows(tx, of, asked);
  return { ...shown, after, told, roles, elevated, mails, room, maker: await makerOf(tx, of) };
}

async function atWork(tx: ViewTx, of: Import) {
  const isUnfinished = of.state === "running" || of.state === "paused";
  return {
    progress: await progressOf(tx, of),
    isAbove: (isUnfinished && (await holdsRolesAbove(tx, of))) || (await holdsOffersAbove(tx, of)),
  };
}

/** All that the page of one import shows, of one moment. */
export function readImport(tenant: string, id: string, search: SearchParams) {
  return viewTenant(tenant, "people.view", async (tx) => {
    refuseUnlessInviter(tx);
    if (!Id.safeParse(id).success) throw new Refusal("not_found");
    const of = await importOf(tx, id);
    const facts = await tenantFacts(tx, of.roleIds);
    const { slug, timeZone } = facts.tenant;
    const at = { of, facts, tenant: { slug, timeZone }, now: new Date() };
    if (of.state !== "review") return { ...at, kind: "result" as const, ...(await atWork(tx, of)) };
    return { ...at, kind: "review" as const, ...(await inReview(tx, of, Asked.parse(search), facts)) };
  });
}
type ImportData = Awaited<ReturnType<typeof readImport>>;
export type ReviewData = Extract<ImportData, { kind: "review" }>;
export type ResultData = Extract<ImportData, { kind: "result" }>;
