import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Insider } from "@/lib/access/actor";
import { maySeeCompany } from "@/lib/tenants/company";
import { ownTenant } from "@/lib/tenants/own";
import { countInside } from "./count";
import type { RoleName } from "./listed-person";

type OwnTx = Tx & { readonly actor: Insider };

/** Who one is in the open tenant, and what one may see of it from its frame. */
export async function ownPlace(tx: OwnTx) {
  const maySeePeople = tx.actor.permissions.has("people.view");
  const [tenant, [me], people, ask] = await Promise.all([
    ownTenant(tx),
    tx.execute<{ name: string; roles: RoleName[] }>(sql`select p.name,
      (select coalesce(json_agg(json_build_object('name', r.name, 'builtIn', r.built_in) order by r.name), '[]')
        from person_roles pr join roles r on r.tenant_id = pr.tenant_id and r.id = pr.role_id
        where pr.tenant_id = p.tenant_id and pr.person_id = p.id) as roles
      from people p where p.tenant_id = app.tenant_id() and p.id = ${tx.actor.personId}::uuid`),
    maySeePeople ? countInside(tx) : null,
    maySeePeople ? [] : whomToAsk(tx),
  ]);
  const { name, slug, accent, contact, applications, timeZone } = tenant;
  return {
    tenant: { name, slug, accent, contact, applications, timeZone },
    me: { name: me?.name ?? "", roles: me?.roles ?? [], identityId: tx.actor.identityId },
    maySeePeople,
    maySeeRoles: tx.actor.permissions.has("roles.view"),
    maySeePolicy: tx.actor.permissions.has("policy.view"),
    maySeeMigration: tx.actor.permissions.has("migration.view"),
    maySeeCompany: maySeeCompany(tx.actor.permissions),
    people,
    ask,
  };
}
export type OwnPlace = Awaited<ReturnType<typeof ownPlace>>;

/** Up to three people who can give somebody a role: the owners first. */
async function whomToAsk(tx: Tx): Promise<string[]> {
  const rows = await tx.execute<{ name: string }>(sql`
    select p.name from roles r
      join person_roles pr on pr.tenant_id = r.tenant_id and pr.role_id = r.id
      join people p on p.tenant_id = pr.tenant_id and p.id = pr.person_id
    where r.tenant_id = app.tenant_id() and r.built_in in ('owner', 'administrator') and p.stage = 'active'
    group by p.id, p.name order by bool_or(r.built_in = 'owner') desc, p.name limit 3`);
  return rows.map((row) => row.name);
}
