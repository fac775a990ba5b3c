import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { personRoles } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { ownRole } from "./own-role";
import type { RoleChoice } from "./role-draft";

/** Only a role that nobody holds goes; who left a short while ago holds theirs still. */
export async function deleteRole(
  tx: TenantTx<"roles.edit">,
  { roleId }: z.output<typeof RoleChoice>,
): Promise<void> {
  const role = await ownRole(tx, roleId);
  const people = await tx.$count(personRoles, eq(personRoles.roleId, roleId));
  if (people > 0) throw new Refusal("role_in_use", { people });
  await tx.execute(sql`select app.delete_role(${roleId}::uuid)`);
  record(tx, { action: "role.deleted", subjectId: roleId, details: { name: role.name } });
}
