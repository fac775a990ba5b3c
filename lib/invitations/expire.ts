import { sql } from "drizzle-orm";
import { expiryUnnoted } from "@/db/schema/invitations";
import { enterTenant, lookUp, type SystemTx, withSystem } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { eachTenant } from "@/lib/tenants/each-tenant";

const BATCH = 500;

/** The first eight o'clock on the tenant's clock, from this moment on. */
const nextMorning = (
  at: ReturnType<typeof sql>,
) => sql`(select ((case when (${at} at time zone t.time_zone)::time <= '08:00'
    then (${at} at time zone t.time_zone)::date else (${at} at time zone t.time_zone)::date + 1 end) + time '08:00')
    at time zone t.time_zone from tenants t where t.id = i.tenant_id)`;

type Expired = { id: string; personId: string; number: string };

async function noteBatch(tx: SystemTx, tenantId: string, now: Date): Promise<number> {
  await enterTenant(tx, tenantId);
  const at = sql`${now.toISOString()}::timestamptz`;
  const passed = await tx.execute<Expired & { isOffered: boolean }>(sql`
    update invitations i set expired_at = ${at},
      tell_at = case when p.stage in ('invited', 'bounced') then ${nextMorning(at)} end
    from people p
    where p.tenant_id = i.tenant_id and p.id = i.person_id and i.id in (
      select id from invitations where tenant_id = ${tenantId} and expires_at <= ${at} and ${expiryUnnoted}
      order by expires_at limit ${BATCH})
    returning i.id, i.person_id as "personId", i.number, i.tell_at is not null as "isOffered"`);
  for (const { id, personId, number, isOffered } of passed)
    if (isOffered) record(tx, { action: "invitation.expired", personId, subjectId: id, details: { number } });
  return passed.length;
}

const tenantsDue = (now: Date) =>
  lookUp("remind", (db) =>
    db.execute<{ id: string }>(sql`select distinct tenant_id as id from invitations
      where expires_at <= ${now.toISOString()}::timestamptz and ${expiryUnnoted}`),
  );

/** Writes down once that the date of an offer has passed; its inviter hears of it in the morning. */
export async function noteExpired(now: Date): Promise<void> {
  await eachTenant(await tenantsDue(now), async (id) => {
    let noted = BATCH;
    while (noted === BATCH) noted = await withSystem("remind", (tx) => noteBatch(tx, id, now));
  });
}
