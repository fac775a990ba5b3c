import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";

type Owner = { id: string; name: string; ways_in: number };

/** Lost phone or lost codes: with two ways in the last owner still has one. */
const FEWEST_WAYS = 2;

// Three are enough to know: the one meant, and whether one or more are left.
// Each is looked up by itself: joined at once, all people of the tenant would be read.
const activeOwners = (personId: string) => sql`
  select p.id, p.name, app.ways_in_of(p.id) as ways_in
  from roles r
    join person_roles pr on pr.tenant_id = r.tenant_id and pr.role_id = r.id
    cross join lateral (select * from people x
      where x.tenant_id = pr.tenant_id and x.id = pr.person_id and x.stage = 'active' limit 1) p
  where r.tenant_id = app.tenant_id() and r.built_in = 'owner'
  order by p.id = ${personId}::uuid desc limit 3`;

/** Whoever stops being an owner leaves at least one behind, and a single one not with one way in. */
export async function refuseIfLastOwner(tx: TenantTx, personId: string): Promise<void> {
  const [first, ...others] = await tx.execute<Owner>(activeOwners(personId));
  if (first?.id !== personId) return;
  const [only] = others;
  if (!only) throw new Refusal("last_owner", { name: first.name });
  if (others.length === 1 && only.ways_in < FEWEST_WAYS)
    throw new Refusal("owner_one_way_in", { name: only.name });
}
