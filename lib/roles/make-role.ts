import { sql } from "drizzle-orm";
import { roles } from "@/db/schema/roles";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { refuseIfNameTaken, refuseIfNotHeld } from "./own-role";
import { type RoleDraft, withNeeds } from "./role-draft";

/** More cannot be told apart on a page. */
export const MOST_ROLES = 50;

async function refuseIfFull(tx: TenantTx<"roles.edit">): Promise<void> {
  const count = await tx.$count(roles, sql`tenant_id = app.tenant_id() and built_in is null`);
  if (count >= MOST_ROLES) throw new Refusal("roles_full", { most: MOST_ROLES });
}

/** A role of the open tenant's own, out of what its maker may do. */
export async function makeRole(tx: TenantTx<"roles.edit">, draft: RoleDraft) {
  const permissions = withNeeds(draft.permissions);
  refuseIfNotHeld(tx, permissions);
  await refuseIfFull(tx);
  await refuseIfNameTaken(tx, draft.name);
  const [role] = await tx.insert(roles).values({ name: draft.name, permissions }).returning({ id: roles.id });
  if (!role) throw new Error("no role was stored");
  record(tx, { action: "role.made", subjectId: role.id, details: { name: draft.name, permissions } });
  return { roleId: role.id };
}
