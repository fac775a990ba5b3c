import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";

export type Holders = { people: number; withoutSecondStep: number };

/** Who would feel it if a role changed: everybody who holds it and is here, and who of them has no second step. */
export async function holdersOf(tx: TenantTx<"roles.edit" | "roles.view">, roleId: string): Promise<Holders> {
  const [row] = await tx.execute<{ people: string; without: string }>(sql`
    with holders as materialized (
      select p.id, p.identity_id from person_roles pr
        join people p on p.tenant_id = pr.tenant_id and p.id = pr.person_id and p.left_at is null
      where pr.tenant_id = app.tenant_id() and pr.role_id = ${roleId}::uuid)
    select count(*) as people,
      count(*) filter (where h.identity_id is not null and s.factor_since is null) as without
    from holders h
      left join app.security_of(array(select id from holders where identity_id is not null)) s on s.person_id = h.id`);
  return { people: Number(row?.people), withoutSecondStep: Number(row?.without) };
}
