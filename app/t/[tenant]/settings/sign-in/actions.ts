"use server";

import { refuseWithout } from "@/lib/access/refuse-without";
import { PolicyDraft, PolicySaving, queryOf } from "@/lib/policy/draft";
import { changePolicy } from "@/lib/tenants/policy-change";
import { tenantAction } from "@/lib/web/tenant-action";

/** The first of two steps: leads to what the wished rules would do, and saves nothing. */
export const reviewPolicy = tenantAction({
  permission: "policy.view",
  input: PolicyDraft,
  run: async (tx, wished) => {
    refuseWithout(tx, "policy.edit");
    return wished;
  },
  next: (wished, tenant) => `/t/${tenant}/settings/sign-in/review?${queryOf(wished)}`,
});

/** The second: saves what has been looked at. */
export const savePolicy = tenantAction({
  permission: "policy.edit",
  input: PolicySaving,
  run: changePolicy,
  next: (_saved, tenant) => `/t/${tenant}/settings/sign-in?told=saved`,
});
