import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
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

export const holdsAll = (held: ReadonlySet<Permission>, row: Pick<RoleRow, "builtIn" | "permissions">) =>
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

/** Whether one of the roles of these people allows what one may not do oneself. */
export async function isAnyAbove(tx: Tx, personIds: SQL, held: ReadonlySet<Permission>): Promise<boolean> {
  const rows = await tx
    .selectDistinct({ builtIn: roles.builtIn, permissions: roles.permissions })
    .from(personRoles)
    .innerJoin(roles, and(eq(roles.tenantId, personRoles.tenantId), eq(roles.id, personRoles.roleId)))
    .where(sql`person_roles.tenant_id = app.tenant_id() and person_roles.person_id in (${personIds})`);
  return !rows.every((role) => holdsAll(held, role));
}

/** Whether one of somebody's roles allows what one may not do oneself. */
export const isAbove = (tx: Tx, personId: string, held: ReadonlySet<Permission>): Promise<boolean> =>
  isAnyAbove(tx, sql`${personId}::uuid`, held);

/** An offer to somebody is carried on only by who could make it: whoever leads its mail holds its roles. */
export async function refuseIfAbove(tx: Tx, personId: string, held: ReadonlySet<Permission>): Promise<void> {
  if (await isAbove(tx, personId, held)) throw new Refusal("offer_above_yours");
}
