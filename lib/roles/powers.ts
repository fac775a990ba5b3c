import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { roles } from "@/db/schema/roles";
import { type Permission, permissionsOf } from "@/lib/access/permissions";

/** What each role of the open tenant allows, by the role's id. */
export async function powersOfRoles(tx: Tx): Promise<ReadonlyMap<string, readonly Permission[]>> {
  const rows = await tx
    .select({ id: roles.id, builtIn: roles.builtIn, permissions: roles.permissions })
    .from(roles)
    .where(sql`tenant_id = app.tenant_id()`);
  return new Map(rows.map((row) => [row.id, permissionsOf(row)]));
}
