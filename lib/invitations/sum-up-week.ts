import { type SQL, sql } from "drizzle-orm";
import { enterTenant, lookUp, type SystemTx, withSystem } from "@/lib/access/doors";
import { builtInRoles, permissionsOfAll } from "@/lib/access/permissions";
import { env } from "@/lib/env";
import type { Language } from "@/lib/i18n/languages";
import { post } from "@/lib/mail/post";
import { eachTenant } from "@/lib/tenants/each-tenant";
import { letterFacts } from "@/lib/tenants/letter-facts";
import { type OwnTenant, ownTenant } from "@/lib/tenants/own";
import { type Stuck, type StuckAt, stuckAt, weekLetter } from "./week-letter";

const NAMED = 5;
/** Somebody who went on in these days is on the way; whose mail came back is not, from the first day. */
const STUCK_DAYS = 7;

const momentOf = (now: Date) => sql`${now.toISOString()}::timestamptz`;

/** The next Monday at eight on the tenant's clock, after this moment. */
const nextMonday = (
  at: SQL,
) => sql`(select (case when monday > clock then monday else monday + interval '7 days' end) at time zone t.time_zone
  from (select ${at} at time zone t.time_zone as clock, date_trunc('week', ${at} at time zone t.time_zone) + interval '8 hours' as monday) c)`;

/** Takes the Monday of a tenant for one worker; a tenant that had none yet begins with the next. */
async function takeMonday(tx: SystemTx, tenantId: string, at: SQL): Promise<boolean> {
  const [taken] = await tx.execute<{ isDue: boolean }>(sql`
    update tenants t set summary_at = ${nextMonday(at)}
    from (select id, summary_at from tenants where id = ${tenantId} for update) before
    where t.id = before.id and coalesce(before.summary_at <= ${at}, true)
    returning before.summary_at is not null and t.weekly_summary and t.suspended_at is null as "isDue"`);
  return taken?.isDue ?? false;
}

const inviting = builtInRoles.filter((role) => permissionsOfAll([role], []).has("people.invite"));

/** Whoever invited, as long as they are in and may still invite. */
const inviters = sql`select b.id, b.name, b.email, b.language from people b
  where b.tenant_id = app.tenant_id() and b.stage = 'active' and exists (
    select 1 from person_roles pr join roles r on r.tenant_id = pr.tenant_id and r.id = pr.role_id
    where pr.tenant_id = b.tenant_id and pr.person_id = b.id
      and (r.built_in in ${inviting} or 'people.invite' = any(r.permissions)))`;

type Reader = {
  personId: string | null;
  name: string | null;
  email: string | null;
  language: Language | null;
};
type Place = StuckAt | "joined";
type Line = Reader & { at: Place; count: number; names: string[] };

/** For each inviter, and for the company in place of those who invite no more: who joined, and who stands still. */
const linesOf = (tx: SystemTx, at: SQL) =>
  tx.execute<Line>(sql`
    with moved as materialized (
      select p.invited_by, p.name, p.waits_since as since,
        case when p.waits_at in ('sent', 'delivered', 'opened', 'account') and p.expires_at <= ${at} then 'expired' else p.waits_at end as at
      from people p where p.tenant_id = app.tenant_id() and p.waits_at is not null
        and (p.waits_at = 'bounced' or p.waits_since <= ${at} - make_interval(days => ${STUCK_DAYS}))
      union all
      select p.invited_by, p.name, p.active_at, 'joined' from people p
      where p.tenant_id = app.tenant_id() and p.stage = 'active' and p.active_at > ${at} - interval '7 days'
    ), inviters as materialized (${inviters}), placed as (
      select b.id, m.at, m.name, row_number() over (partition by b.id, m.at order by m.since) as place
      from moved m left join inviters b on b.id = m.invited_by
    )
    select b.id as "personId", b.name, b.email, b.language, m.at, count(*)::int as count,
      array_agg(m.name order by m.place) filter (where m.place <= ${NAMED}) as names
    from placed m left join inviters b on b.id = m.id
    group by b.id, b.name, b.email, b.language, m.at`);

type Week = Reader & { joined: number; stuck: Stuck[] };

/** What each reader hears: the worst place first. */
function weeksOf(lines: readonly Line[]): Week[] {
  const readers = new Map(lines.map((line) => [line.personId, line]));
  return [...readers.values()].map(({ personId, name, email, language }) => {
    const own = lines.filter((line) => line.personId === personId);
    const at = (place: Place) => own.find((line) => line.at === place);
    const stuck = stuckAt.flatMap((place) => {
      const line = at(place);
      return line ? [{ at: place, count: line.count, names: line.names }] : [];
    });
    return { personId, name, email, language, joined: at("joined")?.count ?? 0, stuck };
  });
}

async function tell(tx: SystemTx, tenant: OwnTenant, week: Week): Promise<void> {
  const { personId, name, joined, stuck } = week;
  const to = personId ? week.email : tenant.contact.email;
  if (!to || stuck.length === 0) return;
  const href = `${env().APP_URL}/t/${tenant.slug}/settings/invitations`;
  const letter = weekLetter({
    ...letterFacts(tenant, week.language),
    ...{ inviter: name, joined, stuck, href },
  });
  await post(tx, { to, kind: "told_inviter", ...(personId && { personId }) }, letter);
}

async function sumUp(tx: SystemTx, tenantId: string, now: Date): Promise<void> {
  await enterTenant(tx, tenantId);
  const at = momentOf(now);
  if (!(await takeMonday(tx, tenantId, at))) return;
  const tenant = await ownTenant(tx);
  for (const week of weeksOf(await linesOf(tx, at))) await tell(tx, tenant, week);
}

const tenantsDue = (now: Date) =>
  lookUp("remind", (db) =>
    db.execute<{ id: string }>(
      sql`select id from tenants where summary_at is null or summary_at <= ${momentOf(now)}`,
    ),
  );

/** On Monday morning: whoever invited somebody who stands still hears who, where, and what helps. */
export async function sumUpWeek(now: Date): Promise<void> {
  await eachTenant(await tenantsDue(now), (id) => withSystem("remind", (tx) => sumUp(tx, id, now)));
}
