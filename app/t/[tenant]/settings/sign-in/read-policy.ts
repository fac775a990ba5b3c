import type { TenantTx } from "@/lib/access/doors";
import { draftOfQuery } from "@/lib/policy/draft";
import { policyOf } from "@/lib/policy/policy";
import { Refusal } from "@/lib/refusal";
import type { SearchParams } from "@/lib/search-params";
import { ownTenant } from "@/lib/tenants/own";
import { printOf } from "@/lib/tenants/policy-change";
import { policyEditors } from "@/lib/tenants/policy-editors";
import { policyReach } from "@/lib/tenants/policy-reach";
import { viewTenant } from "@/lib/web/view-tenant";

type View = TenantTx<"policy.view">;

/** What holds now, and a draft over it when the address carries one. */
async function rulesNow(tx: View, search: SearchParams) {
  const { slug, name, timeZone, policy: stored } = await ownTenant(tx);
  const policy = policyOf(stored);
  const mayEdit = tx.actor.permissions.has("policy.edit");
  const draft = mayEdit ? draftOfQuery(search) : null;
  return { slug, name, timeZone, seen: printOf(stored), policy, draft, mayEdit };
}

export const readPolicy = (tenant: string, search: SearchParams) =>
  viewTenant(tenant, "policy.view", async (tx) => ({
    ...(await rulesNow(tx, search)),
    editors: await policyEditors(tx),
  }));
export type PolicyData = Awaited<ReturnType<typeof readPolicy>>;

/** The same with whom it would reach; only for who may save it. */
export const readReview = (tenant: string, search: SearchParams) =>
  viewTenant(tenant, "policy.view", async (tx) => {
    const now = await rulesNow(tx, search);
    if (!now.mayEdit) throw new Refusal("not_permitted");
    return { ...now, reach: await policyReach(tx) };
  });
