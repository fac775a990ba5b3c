import { eq, sql } from "drizzle-orm";
import { roles } from "@/db/schema/roles";
import type { TenantTx } from "@/lib/access/doors";
import { builtInRoles, type Permission } from "@/lib/access/permissions";
import { languages } from "@/lib/i18n/languages";
import { sentencesIn } from "@/lib/i18n/sentences";
import { Refusal } from "@/lib/refusal";

type Edit = TenantTx<"roles.edit">;

/** One of the tenant's own roles, which its owners may change; a stranger's and one that never was look alike. */
export async function ownRole(tx: Edit, roleId: string) {
  const [role] = await tx.select().from(roles).where(eq(roles.id, roleId));
  if (!role) throw new Refusal("not_found");
  if (role.builtIn) throw new Refusal("role_built_in");
  refuseIfNotHeld(tx, role.permissions);
  return role;
}

/** Nobody puts into a role, or takes out of one, what they do not hold themselves. */
export function refuseIfNotHeld(tx: Edit, permissions: readonly string[]): void {
  if (!permissions.every((one) => tx.actor.permissions.has(one as Permission)))
    throw new Refusal("role_above_yours");
}

const comparable = (name: string) => name.normalize("NFKC").toLowerCase();

/** What the built-in roles are called, in every language. */
const builtInNames = languages.flatMap((language) => {
  const t = sentencesIn(language, "roles");
  return builtInRoles.map((role) => comparable(t(`${role}.name`)));
});

/** Two roles must be told apart when read aloud. Under the tenant's turn nobody else takes the name meanwhile. */
export async function refuseIfNameTaken(tx: Edit, name: string, except?: string): Promise<void> {
  const rows = await tx
    .select({ id: roles.id, name: roles.name })
    .from(roles)
    .where(sql`tenant_id = app.tenant_id()`);
  const others = rows.filter(({ id }) => id !== except).map((role) => comparable(role.name));
  if ([...others, ...builtInNames].includes(comparable(name)))
    throw new Refusal("role_name_taken", { name }, "name");
}
