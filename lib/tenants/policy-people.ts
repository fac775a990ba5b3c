import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { roles } from "@/db/schema/roles";
import { isElevated } from "@/lib/access/permissions";

/** The roles of the open tenant that give power over others. */
async function elevatedRoles(tx: Tx): Promise<string[]> {
  const rows = await tx.select().from(roles).where(sql`tenant_id = app.tenant_id()`);
  return rows.filter(isElevated).map(({ id }) => id);
}

/** True for `p` when one of the person's roles gives power over others. */
export async function isElevatedSql(tx: Tx) {
  const ids = await elevatedRoles(tx);
  if (ids.length === 0) return sql`false`;
  return sql`exists (select 1 from person_roles pr
    where pr.tenant_id = p.tenant_id and pr.person_id = p.id and pr.role_id in ${ids})`;
}

/** `p` with an account in the open tenant, and in `s` what the tenant may know of its security. */
export const peopleWithAccount = sql`people p left join app.security_of(array(
    select x.id from people x where x.tenant_id = app.tenant_id() and x.identity_id is not null and x.left_at is null
  )) s on s.person_id = p.id`;

export const hasAccount = sql`p.tenant_id = app.tenant_id() and p.identity_id is not null and p.left_at is null`;
