import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { legacyAccounts, legacyRoles } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { PlainText } from "@/lib/plain-text";
import { Refusal } from "@/lib/refusal";
import { rolesToGrant } from "@/lib/roles/grantable";
import { judgeAnew } from "./judge-anew";

type RunTx = TenantTx<"migration.run">;

export const RoleMapping = z.strictObject({
  roleKey: PlainText.min(1).max(300),
  role: z.uuid("role_unknown"),
});

async function wordOf(tx: RunTx, roleKey: string): Promise<string> {
  const [one] = await tx
    .select({ roleText: legacyAccounts.roleText })
    .from(legacyAccounts)
    .where(and(sql`tenant_id = app.tenant_id()`, eq(legacyAccounts.roleKey, roleKey)))
    .limit(1);
  if (!one) throw new Refusal("not_found");
  return one.roleText ?? roleKey;
}

/** Says once for all what a word of the old system is here. */
export async function mapRole(tx: RunTx, { roleKey, role }: z.output<typeof RoleMapping>): Promise<void> {
  const roleText = await wordOf(tx, roleKey);
  const ofWord = and(sql`tenant_id = app.tenant_id()`, eq(legacyRoles.roleKey, roleKey));
  const meant = await tx.select({ id: legacyRoles.roleId }).from(legacyRoles).where(ofWord);
  // Nor is a meaning taken away by who could not give it.
  const ids = [role, ...meant.map(({ id }) => id)];
  await rolesToGrant(tx, ids, tx.actor.permissions);
  await tx.delete(legacyRoles).where(ofWord);
  await tx.insert(legacyRoles).values({ roleKey, roleText, roleId: role });
  await judgeAnew(tx, sql`role_key = ${roleKey} and (person_id is null or made_person)`, true);
  record(tx, { action: "legacy.role_mapped", details: { word: roleText.slice(0, 60), role } });
}
