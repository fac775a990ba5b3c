import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/** Up to three people of the open tenant who may change its rules, by name. */
export async function policyEditors(tx: Tx): Promise<string[]> {
  const rows = await tx.execute<{ name: string }>(sql`
    select p.name from roles r
      join person_roles pr on pr.tenant_id = r.tenant_id and pr.role_id = r.id
      join people p on p.tenant_id = pr.tenant_id and p.id = pr.person_id
    where r.tenant_id = app.tenant_id() and p.stage = 'active'
      and (r.built_in = 'owner' or 'policy.edit' = any(r.permissions))
    group by p.id, p.name order by p.name limit 3`);
  return rows.map(({ name }) => name);
}
