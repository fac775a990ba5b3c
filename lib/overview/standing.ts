import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { atMost } from "@/db/at-most";
import { lateForSecondStep } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { pageIn } from "@/lib/people/cursor";
import { firstOf, type SearchParams } from "@/lib/search-params";
import { isMoment } from "@/lib/time";
import { type Cover, covers } from "./coverage";
import { type Place, places } from "./funnel";

const PAGE = 25;
/** Beside the gates: who marked a mail as spam, whose date for the second step has passed, and who has which. */
export const stands = [...places, "complained", "late", ...covers] as const;
export type Stand = (typeof stands)[number];

type Position = { since: string; id: string };
export type StandingQuery = { at: Stand | null; days: number; after: Position | null };

export type Standing = {
  id: string;
  name: string;
  email: string | null;
  at: Stand;
  since: Date;
  expiresAt: Date | null;
  isOffered: boolean;
  reminders: number;
};
export type StandingPage = { people: Standing[]; next: string | null };

const After = z.tuple([z.string().refine(isMoment), z.uuid()]);

function positionIn(written: string | undefined): Position | null {
  try {
    const [since, id] = After.parse(JSON.parse(Buffer.from(written ?? "", "base64url").toString("utf8")));
    return { since, id };
  } catch {
    return null;
  }
}

/** Reads an address; what is unknown in it counts as absent. */
export function standingQueryOf(params: SearchParams): StandingQuery {
  return {
    at: z.enum(stands).nullable().catch(null).parse(firstOf(params["at"])),
    days: z.coerce
      .number()
      .int()
      .min(0)
      .max(365)
      .catch(0)
      .parse(firstOf(params["days"]) ?? 0),
    after: positionIn(firstOf(params["after"])),
  };
}

const here = sql`p.tenant_id = app.tenant_id()`;

/** Long enough, and behind the last one shown. */
const within = (since: SQL, { days, after }: StandingQuery, now: Date) => sql`
  ${days > 0 ? sql`${since} <= ${now.toISOString()}::timestamptz - make_interval(days => ${days})` : sql`true`}
  and ${after ? sql`(${since}, p.id) > (${after.since}::timestamptz, ${after.id}::uuid)` : sql`true`}`;

const waitingAt = (place: Place, query: StandingQuery, now: Date) => sql`
  select p.id, p.waits_at as at, p.waits_since as since from people p
  where ${here} and p.waits_at = ${place} and ${within(sql`p.waits_since`, query, now)} order by p.waits_since, p.id`;

const late = (query: StandingQuery, now: Date) => sql`
  select p.id, 'late' as at, p.second_step_due_at as since from people p
  where ${here} and ${lateForSecondStep} and p.second_step_due_at <= ${now.toISOString()}::timestamptz
    and ${within(sql`p.second_step_due_at`, query, now)} order by p.second_step_due_at, p.id`;

const covered = (cover: Cover, query: StandingQuery, now: Date) => sql`
  select p.id, p.covered_by as at, p.account_at as since from people p
  where ${here} and p.covered_by = ${cover} and p.suspended_at is null and ${within(sql`p.account_at`, query, now)} order by p.account_at, p.id`;

const isCover = (at: Stand | null): at is Cover => covers.some((cover) => cover === at);

const complained = (query: StandingQuery, now: Date) => sql`
  select p.id, 'complained' as at, d.dead_since as since from dead_addresses d
    join people p on ${here} and p.email_key = d.address_key
  where d.tenant_id = app.tenant_id() and d.identity_id is null and d.why = 'complained' and p.stage <> 'left'
    and ${within(sql`d.dead_since`, query, now)} order by d.dead_since, p.id`;

/** One branch for each place: each walks the index, the longest wait first. */
function branches(query: StandingQuery, now: Date): SQL[] {
  const { at } = query;
  if (at === "late") return [late(query, now)];
  if (at === "complained") return [complained(query, now)];
  if (isCover(at)) return [covered(at, query, now)];
  return (at ? [at] : places).map((place) => waitingAt(place, query, now));
}

type Row = Omit<Standing, "since" | "expiresAt"> & {
  since: string;
  sinceKey: string;
  expiresAt: string | null;
};

const invitedStages = sql`('invited', 'bounced')`;

/** Who stands still, the longest first, one page at a time. */
export async function listStanding(
  tx: TenantTx<"people.view">,
  query: StandingQuery,
  now: Date,
): Promise<StandingPage> {
  const parts = branches(query, now).map((branch) => sql`(${branch} ${atMost(PAGE + 1)})`);
  const rows = await tx.execute<Row>(sql`
    with page as materialized (
      select * from (${sql.join(parts, sql` union all `)}) x order by since, id ${atMost(PAGE + 1)})
    select p.id, p.name, p.email, page.at, page.since, p.expires_at as "expiresAt", p.stage in ${invitedStages} as "isOffered",
      to_char(page.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sinceKey",
      coalesce((select i.reminders from invitations i where i.tenant_id = p.tenant_id and i.person_id = p.id
        order by i.created_at desc limit 1), 0) as reminders
    from page join people p on p.tenant_id = app.tenant_id() and p.id = page.id
    order by page.since, page.id`);
  const { shown, next } = pageIn(rows, PAGE, ({ sinceKey, id }) =>
    Buffer.from(JSON.stringify([sinceKey, id])).toString("base64url"),
  );
  return {
    people: shown.map(({ sinceKey: _key, since, expiresAt, ...row }) => ({
      ...row,
      since: new Date(since),
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
    })),
    next,
  };
}

const COUNTED = 1000;

/** How many there are, counted no further than a thousand and one. */
export async function countStanding(
  tx: TenantTx<"people.view">,
  of: Pick<StandingQuery, "at" | "days">,
  now: Date,
): Promise<{ count: number; isMore: boolean }> {
  const parts = branches({ ...of, after: null }, now).map(
    (branch) => sql`(${branch} ${atMost(COUNTED + 1)})`,
  );
  const [row] = await tx.execute<{ count: number }>(
    sql`select count(*)::int as count from (${sql.join(parts, sql` union all `)}) x`,
  );
  const count = row?.count ?? 0;
  return { count: Math.min(count, COUNTED), isMore: count > COUNTED };
}
