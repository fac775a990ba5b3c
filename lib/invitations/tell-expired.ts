import { sql } from "drizzle-orm";
import { enterTenant, lookUp, type SystemTx, withSystem } from "@/lib/access/doors";
import { env } from "@/lib/env";
import { post } from "@/lib/mail/post";
import { eachTenant } from "@/lib/tenants/each-tenant";
import { letterFacts } from "@/lib/tenants/letter-facts";
import { type OwnTenant, ownTenant } from "@/lib/tenants/own";
import { expiredLetter } from "./expired-letter";

const NAMED = 10;

type Digest = {
  personId: string | null;
  name: string | null;
  email: string | null;
  language: "en" | "nl" | null;
  count: number;
  names: string[];
};

/** For each inviter who is still here, and for the company in place of the others. */
const digestsOf = (tx: SystemTx, tenantId: string, at: ReturnType<typeof sql>) =>
  tx.execute<Digest>(sql`
    select b.id as "personId", b.name, b.email, b.language, count(*)::int as count,
      (array_agg(p.name order by p.name))[1:${sql.raw(String(NAMED))}] as names
    from invitations i join people p on p.tenant_id = i.tenant_id and p.id = i.person_id
      left join people b on b.tenant_id = i.tenant_id and b.id = i.invited_by and b.left_at is null and b.suspended_at is null
    where i.tenant_id = ${tenantId} and i.tell_at <= ${at} and i.expires_at <= ${at}
      and i.accepted_at is null and i.withdrawn_at is null and i.declined_at is null and p.stage in ('invited', 'bounced')
    group by b.tenant_id, b.id`);

async function tell(tx: SystemTx, tenant: OwnTenant, digest: Digest): Promise<void> {
  const to = digest.email ?? (digest.personId ? null : (tenant.contact.email ?? null));
  if (!to) return;
  const letter = expiredLetter({
    ...letterFacts(tenant, digest.language),
    inviter: digest.name,
    names: digest.names,
    count: digest.count,
    href: `${env().APP_URL}/t/${tenant.slug}/settings/people?status=expired`,
  });
  await post(tx, { to, kind: "told_inviter", ...(digest.personId && { personId: digest.personId }) }, letter);
}

async function tellTenant(tx: SystemTx, tenantId: string, now: Date): Promise<void> {
  await enterTenant(tx, tenantId);
  const at = sql`${now.toISOString()}::timestamptz`;
  const tenant = await ownTenant(tx);
  if (!tenant.suspendedAt)
    for (const digest of await digestsOf(tx, tenantId, at)) await tell(tx, tenant, digest);
  await tx.execute(
    sql`update invitations set tell_at = null where tenant_id = ${tenantId} and tell_at <= ${at}`,
  );
}

const tenantsDue = (now: Date) =>
  lookUp("remind", (db) =>
    db.execute<{ id: string }>(sql`select distinct tenant_id as id from invitations
      where tell_at <= ${now.toISOString()}::timestamptz`),
  );

/** One mail to an inviter and day: all that expired since the morning before. */
export async function tellExpired(now: Date): Promise<void> {
  await eachTenant(await tenantsDue(now), (id) => withSystem("remind", (tx) => tellTenant(tx, id, now)));
}
