import { z } from "zod";
import type { TenantTx } from "@/lib/access/doors";
import { tenantFacts } from "@/lib/imports/facts";
import { readyIn } from "@/lib/imports/ready-in";
import { progressOf, refuseUnlessInviter, reviewOf } from "@/lib/imports/review";
import type { RoleFacts } from "@/lib/imports/role-of-row";
import { type Import, importOf } from "@/lib/imports/rows";
import { Refusal } from "@/lib/refusal";
import { grantableRoles } from "@/lib/roles/grantable";
import { viewTenant } from "@/lib/web/view-tenant";

const Id = z.uuid();
const Asked = z.object({
  show: z.enum(["all", "problems"]).optional().catch(undefined),
  after: z.coerce.number().int().min(0).catch(0),
});

type Search = Record<string, string | string[] | undefined>;

type ViewTx = TenantTx<"people.view">;

/** The rows that need somebody; whoever has none of these sees all. */
async function shownRows(tx: ViewTx, of: Import, { show, after }: z.output<typeof Asked>) {
  const review = await reviewOf(tx, of, { only: show ?? "problems", after });
  const only = show ?? (review.all > review.ready ? "problems" : "all");
  if (show || only === "problems") return { only, review };
  return { only, review: await reviewOf(tx, of, { only, after }) };
}

async function inReview(tx: ViewTx, of: Import, asked: z.output<typeof Asked>, facts: RoleFacts) {
  const roles = await grantableRoles(tx, tx.actor.permissions);
  const { elevated } = await readyIn(tx, of.id, facts);
  return { ...(await shownRows(tx, of, asked)), after: asked.after, roles, elevated };
}

/** All that the page of one import shows, of one moment. */
export function readImport(tenant: string, id: string, search: Search) {
  return viewTenant(tenant, "people.view", async (tx) => {
    refuseUnlessInviter(tx);
    if (!Id.safeParse(id).success) throw new Refusal("not_found");
    const of = await importOf(tx, id);
    const facts = await tenantFacts(tx, of.roleIds);
    const { slug, timeZone } = facts.tenant;
    const at = { of, facts, tenant: { slug, timeZone }, now: new Date() };
    if (of.state !== "review") return { ...at, kind: "result" as const, progress: await progressOf(tx, of) };
    return { ...at, kind: "review" as const, ...(await inReview(tx, of, Asked.parse(search), facts)) };
  });
}
export type ImportData = Awaited<ReturnType<typeof readImport>>;
export type ReviewData = Extract<ImportData, { kind: "review" }>;
export type ResultData = Extract<ImportData, { kind: "result" }>;
