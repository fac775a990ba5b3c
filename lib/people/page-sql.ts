import { type SQL, sql } from "drizzle-orm";
import type { ListQuery } from "./list-query";
import type { Status } from "./status";

export const PAGE = 25;
export const COUNTED = 1000;

/** A trigram needs three characters; with fewer the start of the name is looked up. */
export const isShort = ({ q }: Pick<ListQuery, "q">) => [...q].length < 3;

/** The function itself pages a plain search by name; any other is picked from its first thousand hits. */
const isPlain = (query: ListQuery) => query.status.length === 0 && query.sort !== "-created";
export const isPicked = (query: ListQuery) => query.q !== "" && !isShort(query) && !isPlain(query);

// In the text and not beside it: a plan made for any number would sort where 26 rows are to be had from an index.
const atMost = (count: number) => sql.raw(`limit ${count}`);

export const isDescending = ({ sort, cursor }: ListQuery) =>
  (sort !== "name") !== (cursor?.backwards ?? false);

const here = sql`p.tenant_id = app.tenant_id()`;
const both = (parts: SQL[]) => sql.join(parts, sql` and `);

function stageOf(status: Status, now: Date): SQL {
  const moment = sql`${now.toISOString()}::timestamptz`;
  if (status === "expired") return sql`p.stage = 'invited' and p.expires_at <= ${moment}`;
  if (status === "invited")
    return sql`p.stage = 'invited' and (p.expires_at > ${moment} or p.expires_at is null)`;
  return sql`p.stage = ${status}`;
}

const likePattern = (q: string) => `%${q.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;

function matching(query: ListQuery, hasTooManyHits: boolean): SQL {
  if (query.q === "") return sql`true`;
  // In this collation U+FFFF sorts after every letter, so the range is all names that start so.
  if (isShort(query))
    return sql`p.name >= ${query.q.toLowerCase()} and p.name < ${`${query.q.toLowerCase()}\uffff`}`;
  if (hasTooManyHits) return sql`p.searched like ${likePattern(query.q)}`;
  return sql`true`;
}

function beyondCursor(query: ListQuery): SQL {
  const { cursor, sort } = query;
  if (!cursor) return sql`true`;
  const sign = isDescending(query) ? sql`<` : sql`>`;
  if (sort === "-created")
    return sql`(p.created_at, p.id) ${sign} (${cursor.key}::timestamptz, ${cursor.id}::uuid)`;
  return sql`(p.name, p.id) ${sign} (${cursor.key}::text, ${cursor.id}::uuid)`;
}

export function orderOf(query: ListQuery): SQL {
  const way = isDescending(query) ? sql`desc` : sql`asc`;
  return query.sort === "-created" ? sql`p.created_at ${way}, p.id ${way}` : sql`p.name ${way}, p.id ${way}`;
}

/** One branch for each status: each walks an index of its own, and the first of all are taken. */
function branches(query: ListQuery, now: Date, hasTooManyHits: boolean): SQL[] {
  const shared = [here, matching(query, hasTooManyHits)];
  if (query.status.length === 0) return [both(shared)];
  return query.status.map((status) => both([here, stageOf(status, now), matching(query, hasTooManyHits)]));
}

function totalOf(query: ListQuery, from: SQL, conditions: SQL[]): SQL {
  if (query.q === "") return sql`null::int`;
  if (!isShort(query) && isPlain(query)) return sql`(select max(hits) from found)`;
  const parts = conditions.map(
    (where) => sql`(select 1 from ${from} p where ${where} ${atMost(COUNTED + 1)})`,
  );
  return sql`(select count(*)::int from (select 1 from (${sql.join(parts, sql` union all `)}) a ${atMost(COUNTED + 1)}) b)`;
}

/** Found people by their ids alone: with the tenant beside them a plan made for a small one would read all of a large one. */
function hitsOf(query: ListQuery): SQL {
  const { cursor } = query;
  const found = isPlain(query)
    ? sql`${query.q}, ${cursor?.key ?? null}, ${cursor?.id ?? null}::uuid, ${isDescending(query)}, ${PAGE + 1}`
    : sql`${query.q}, null, null, false, ${COUNTED}`;
  return sql`found as materialized (select id, hits from app.search_people(${found})),
    hit as materialized (select p.* from people p where p.id = any(array(select id from found))), `;
}

/** `with page as (…)`: the rows of one page and one more, and how many there are in all. */
export function pageSql(query: ListQuery, now: Date, hasTooManyHits: boolean): SQL {
  const isSearched = query.q !== "" && !isShort(query) && !hasTooManyHits;
  const from = isSearched ? sql`hit` : sql`people`;
  const conditions = branches(query, now, hasTooManyHits);
  const order = orderOf(query);
  const parts = conditions.map(
    (where) => sql`(select p.* from ${from} p
      where ${where} and ${beyondCursor(query)} order by ${order} ${atMost(PAGE + 1)})`,
  );
  return sql`with ${isSearched ? hitsOf(query) : sql``}page as (
    select p.* from (${sql.join(parts, sql` union all `)}) p order by ${order} ${atMost(PAGE + 1)}
  ), total as (select ${totalOf(query, from, conditions)} as total)`;
}
