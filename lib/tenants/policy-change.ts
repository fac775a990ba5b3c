import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/tenants";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/enqueue";
import { differingFields, type PolicySaving, toStore } from "@/lib/policy/draft";
import { policyOf } from "@/lib/policy/policy";
import { Refusal } from "@/lib/refusal";
import { sha256 } from "@/lib/secrets";
import { ownTenant } from "./own";
import { setSecondStepDates } from "./second-step-dates";

/** Names a stored policy, so that what was looked at can be told from what somebody saved meanwhile. */
export const printOf = (stored: Record<string, unknown>) =>
  sha256(JSON.stringify(stored)).toString("base64url");

/** What a policy shortens holds at once; the worker reaches the sessions, which know no tenant. */
const enqueueShorter = (tx: TenantTx, tenantId: string) =>
  enqueue(tx, "policy_changed", { tenantId }, tenantId);

/** Saves the rules of the open tenant; whose date comes from them gets it in the same transaction. */
export async function changePolicy(
  tx: TenantTx<"policy.edit">,
  { reviewed: _reviewed, seen, ...wished }: PolicySaving,
): Promise<void> {
  const { id, policy: stored, timeZone } = await ownTenant(tx);
  if (printOf(stored) !== seen) throw new Refusal("policy_moved");
  const before = policyOf(stored);
  const fields = differingFields(before, wished);
  if (fields.length === 0 && before.preset === wished.preset) return;
  await tx
    .update(tenants)
    .set({ policy: toStore(wished) })
    .where(eq(tenants.id, id));
  const dated = await setSecondStepDates(tx, before, wished, timeZone);
  await enqueueShorter(tx, id);
  record(tx, {
    action: "policy.changed",
    subjectId: id,
    details: { preset: wished.preset, fields, dated },
  });
}
