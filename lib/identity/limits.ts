import { sql } from "drizzle-orm";
import { lookUp } from "@/lib/access/doors";
import { macOf } from "@/lib/secrets";
import { secondsFromNow } from "@/lib/time";

/** So many tries in so many seconds. */
export type Limit = { name: string; most: number; seconds: number };

const keyOf = (name: string, of: string) =>
  sql`decode(${macOf("limit", `${name}|${of}`).toString("hex")}, 'hex')`;

type Counted = { tries: number; started_at: string };

/** Counts one try in a statement of its own, before the work; says which it was, and until when to wait. */
export async function countTries(limit: Limit, of: string): Promise<{ tries: number; until: Date | null }> {
  const span = `${limit.name}/${limit.seconds}`;
  const over = sql`limits.started_at + make_interval(secs => ${limit.seconds}) <= clock_timestamp()`;
  const [row] = await lookUp("limits", (db) =>
    db.execute<Counted>(sql`
      insert into limits (key, span, started_at, tries) values (${keyOf(limit.name, of)}, ${span}, clock_timestamp(), 1)
      on conflict (key, span) do update set
        tries = case when ${over} then 1 else limits.tries + 1 end,
        started_at = case when ${over} then clock_timestamp() else limits.started_at end
      returning tries, started_at`),
  );
  if (!row) throw new Error("no try was counted");
  if (row.tries <= limit.most) return { tries: row.tries, until: null };
  return { tries: row.tries, until: secondsFromNow(limit.seconds, new Date(row.started_at)) };
}

/** Counts one try; says until when to wait, or null. */
export const countTry = async (limit: Limit, of: string): Promise<Date | null> =>
  (await countTries(limit, of)).until;

/** Takes so many tries back. */
export async function giveBack(limit: Limit, of: string, tries: number): Promise<void> {
  await lookUp("limits", (db) =>
    db.execute(sql`update limits set tries = greatest(tries - ${tries}, 0)
      where key = ${keyOf(limit.name, of)} and span = ${`${limit.name}/${limit.seconds}`}`),
  );
}

/** Forgets the tries and says how many there were. */
export async function clearTries(limit: Limit, of: string): Promise<number> {
  const [row] = await lookUp("limits", (db) =>
    db.execute<{ tries: number }>(sql`delete from limits
      where key = ${keyOf(limit.name, of)} and span = ${`${limit.name}/${limit.seconds}`} returning tries`),
  );
  return row?.tries ?? 0;
}

const RUN = "run";
const FREE = 5;
/** After so many in a row the password is switched off, until a new one is set by mail (NIST SP 800-63B-4, 3.2.2). */
const STOPS_AT = 100;
const STOPPED_UNTIL = new Date("9999-12-31T00:00:00Z");

export const isStopped = (until: Date) => until >= STOPPED_UNTIL;
const LONGEST_SECONDS = 900;

/** Tries in a row: five are free, then each failure doubles the wait, up to 15 minutes; the hundredth is the last. */
export async function countRun(name: string, of: string): Promise<Date | null> {
  const [row] = await lookUp("limits", (db) =>
    db.execute<{ waits: boolean; blocked_until: string | null }>(sql`
      with before as (select blocked_until from limits where key = ${keyOf(name, of)} and span = ${RUN} for update),
      counted as (
        insert into limits (key, span, started_at, tries)
        select ${keyOf(name, of)}, ${RUN}, clock_timestamp(), 1
        where not exists (select 1 from before where blocked_until > clock_timestamp())
        on conflict (key, span) do update set tries = limits.tries + 1, blocked_until =
          case when limits.tries + 1 >= ${STOPS_AT} then ${STOPPED_UNTIL.toISOString()}::timestamptz
            when limits.tries + 1 >= ${FREE} then clock_timestamp()
            + make_interval(secs => least(${LONGEST_SECONDS}, 2 ^ least(limits.tries + 1 - ${FREE}, 20))) end
        where limits.blocked_until is null or limits.blocked_until <= clock_timestamp()
        returning tries)
      select not exists (select 1 from counted) as waits, (select blocked_until from before) as blocked_until`),
  );
  if (!row?.waits) return null;
  return row.blocked_until ? new Date(row.blocked_until) : new Date(Date.now() + 1000);
}

/** A success ends the run. */
export async function clearRun(name: string, of: string): Promise<void> {
  await lookUp("limits", (db) =>
    db.execute(sql`delete from limits where key = ${keyOf(name, of)} and span = ${RUN}`),
  );
}
