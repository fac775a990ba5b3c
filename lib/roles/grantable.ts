import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { personRoles } from "@/db/schema/people";
import { roles } from "@/db/schema/roles";
import { isElevated, type Permission, permissionsOf } from "@/lib/access/permissions";
import { Refusal } from "@/lib/refusal";

type RoleRow = typeof roles.$inferSelect;

export type Role = { id: string; name: string; builtIn: RoleRow["builtIn"]; elevated: boolean };

const roleOf = (row: RoleRow): Role => ({
  id: row.id,
  name: row.name,
  builtIn: row.builtIn,
  elevated: isElevated(row),
});

const holdsAll = (held: ReadonlySet<Permission>, row: RoleRow) =>
  permissionsOf(row).every((one) => held.has(one));

// Least power first: it is the one preselected.
const byPower = (a: RoleRow, b: RoleRow) => permissionsOf(a).length - permissionsOf(b).length;

/** The roles of the open tenant that one may give: those that allow nothing one may not do oneself. */
export async function grantableRoles(tx: Tx, held: ReadonlySet<Permission>): Promise<Role[]> {
  const rows = await tx.select().from(roles).where(sql`tenant_id = app.tenant_id()`).orderBy(asc(roles.name));
  return rows
    .filter((row) => holdsAll(held, row))
    .sort(byPower)
    .map(roleOf);
}

/** The chosen roles, or a Refusal: nobody grants what they do not hold. */
export async function rolesToGrant(
  tx: Tx,
  ids: readonly string[],
  held: ReadonlySet<Permission>,
): Promise<Role[]> {
  const rows = await tx
    .select()
    .from(roles)
    .where(sql`tenant_id = app.tenant_id() and ${inArray(roles.id, [...ids])}`);
  if (rows.length === 0 || rows.length !== new Set(ids).size) throw new Refusal("role_unknown");
  if (!rows.every((row) => holdsAll(held, row))) throw new Refusal("role_above_yours");
  return rows.map(roleOf);
}

/** Whether somebody's roles allow nothing that one may not do oneself. */
export async function isWithin(tx: Tx, personId: string, held: ReadonlySet<Permission>): Promise<boolean> {
  const rows = await tx
    .select({ role: roles })
    .from(personRoles)
    .innerJoin(roles, and(eq(roles.tenantId, personRoles.tenantId), eq(roles.id, personRoles.roleId)))
    .where(and(sql`person_roles.tenant_id = app.tenant_id()`, eq(personRoles.personId, personId)));
  return rows.every(({ role }) => holdsAll(held, role));
}

/** An offer to somebody is carried on only by who could make it: whoever leads its mail holds its roles. */
export async function refuseIfAbove(tx: Tx, personId: string, held: ReadonlySet<Permission>): Promise<void> {
  if (!(await isWithin(tx, personId, held))) throw new Refusal("offer_above_yours");
}
