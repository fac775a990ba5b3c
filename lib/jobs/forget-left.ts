import { sql } from "drizzle-orm";
import { enterTenant, lookUp, type SystemTx, withSystem } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { RESTORE_DAYS } from "@/lib/people/leaving";

const BATCH = 500;

/** `p` left too long ago to be restored, and something of their access is kept still. */
const isDue = sql`p.stage = 'left' and p.left_at <= now() - make_interval(days => ${RESTORE_DAYS})
  and (p.identity_id is not null or exists (select 1 from person_roles pr
    where pr.tenant_id = p.tenant_id and pr.person_id = p.id))`;

/** Looked for tenant by tenant, by its index: nobody reads all people of all companies every night. */
const tenantsWithSome = () =>
  lookUp("housekeeping", (db) =>
    db.execute<{ id: string }>(sql`
      select t.id from tenants t cross join lateral
        (select 1 from people p where p.tenant_id = t.id and ${isDue} limit 1) found`),
  );

async function forgetBatch(tx: SystemTx, tenantId: string): Promise<number> {
  await enterTenant(tx, tenantId);
  const people = await tx.execute<{ id: string }>(
    sql`select p.id from people p where p.tenant_id = ${tenantId} and ${isDue} limit ${BATCH}`,
  );
  const ids = people.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await tx.execute(sql`delete from person_roles where tenant_id = ${tenantId} and person_id in ${ids}`);
  await tx.execute(sql`update people set identity_id = null, second_step_due_at = null
    where tenant_id = ${tenantId} and id in ${ids}`);
  for (const id of ids) record(tx, { action: "person.forgotten", personId: id, subjectId: id });
  return ids.length;
}

/** Every night: whoever left too long ago to be restored has no roles and no account here any more. */
export async function forgetLeft(): Promise<void> {
  for (const { id } of await tenantsWithSome()) {
    let forgotten = BATCH;
    while (forgotten === BATCH) forgotten = await withSystem("housekeeping", (tx) => forgetBatch(tx, id));
  }
}
