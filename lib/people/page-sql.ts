import { type SQL, sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import { isNarrowed, type ListQuery } from "./list-query";
import type { Status } from "./status";

export const PAGE = 25;
export const COUNTED = 1000;

/** A trigram needs three characters; with fewer the start of the name is looked up. */
export const isShort = ({ q }: Pick<ListQuery, "q">) => [...q].length < 3;

/** The function itself pages a plain search by name; any other is picked from its first thousand hits. */
const isPlain = (query: ListQuery) =>
  query.status.length === 0 && query.sort !== "-created" && !isNarrowed(query);
export const isPicked = (query: ListQuery) => query.q !== "" && !isShort(query) && !isPlain(query);

export const isDescending = ({ sort, cursor }: ListQuery) =>
  (sort !== "name") !== (cursor?.backwards ?? false);

const both = (parts: SQL[]) => sql.join(parts, sql` and `);

/** What is walked, and by which of its columns: each is the way of one index. */
type Walk = { from: SQL; tenant: SQL; stage: SQL; name: SQL; id: SQL; filters: SQL[] };

const ownColumns = { tenant: sql`p.tenant_id`, stage: sql`p.stage`, name: sql`p.name`, id: sql`p.id` };

const holds = (role: string) => sql`exists (select 1 from person_roles r
  where r.tenant_id = app.tenant_id() and r.person_id = p.id and r.role_id = ${role}::uuid)`;

/** Each person is looked up by itself: joined at once, all people of the tenant would be read. */
const holders = (role: string): Omit<Walk, "filters"> => ({
  from: sql`(select * from person_roles where tenant_id = app.tenant_id() and role_id = ${role}::uuid) r
    cross join lateral (select * from people x where x.tenant_id = r.tenant_id and x.id = r.person_id limit 1) p`,
  tenant: sql`r.tenant_id`,
  stage: sql`r.stage`,
  name: sql`r.name`,
  id: sql`r.person_id`,
});

const ownFilters = ({ secondStep, invitedBy }: ListQuery): SQL[] => [
  ...(invitedBy ? [sql`p.invited_by = ${invitedBy}::uuid`] : []),
  ...(secondStep ? [sql`p.second_step = ${secondStep}`] : []),
];

function walkOf(query: ListQuery, isSearched: boolean): Walk {
  const { role } = query;
  const filters = ownFilters(query);
  if (role && !isSearched) return { ...holders(role), filters };
  const from = isSearched ? sql`hit p` : sql`people p`;
  return { from, ...ownColumns, filters: [...filters, ...(role ? [holds(role)] : [])] };
}

const stages = ["left", "suspended", "active", "started", "bounced", "invited", "not_invited"] as const;

function stageOf(status: Status, { stage }: Walk, now: Date): SQL {
  const moment = sql`${now.toISOString()}::timestamptz`;
  if (status === "expired") return sql`${stage} = 'invited' and p.expires_at <= ${moment}`;
  if (status === "invited")
    return sql`${stage} = 'invited' and (p.expires_at > ${moment} or p.expires_at is null)`;
  return sql`${stage} = ${status}`;
}

const likePattern = (q: string) => `%${q.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;

function matching(query: ListQuery, { name }: Walk, hasTooManyHits: boolean): SQL[] {
  if (query.q === "") return [];
  // In this collation U+FFFF sorts after every letter, so the range is all names that start so.
  if (isShort(query))
    return [sql`${name} >= ${query.q.toLowerCase()} and ${name} < ${`${query.q.toLowerCase()}\uffff`}`];
  return hasTooManyHits ? [sql`p.searched like ${likePattern(query.q)}`] : [];
}

function beyondCursor(query: ListQuery, { name, id }: Walk): SQL {
  const { cursor, sort } = query;
  if (!cursor) return sql`true`;
  const sign = isDescending(query) ? sql`<` : sql`>`;
  if (sort === "-created")
    return sql`(p.created_at, p.id) ${sign} (${cursor.key}::timestamptz, ${cursor.id}::uuid)`;
  return sql`(${name}, ${id}) ${sign} (${cursor.key}::text, ${cursor.id}::uuid)`;
}

export function orderOf(query: ListQuery, { name, id }: Pick<Walk, "name" | "id"> = ownColumns): SQL {
  const way = isDescending(query) ? sql`desc` : sql`asc`;
  return query.sort === "-created"
    ? sql`p.created_at ${way}, p.id ${way}`
    : sql`${name} ${way}, ${id} ${way}`;
}

/** One branch for each stage: each walks its part of an index, and the first of all are taken. */
function branches(query: ListQuery, walk: Walk, now: Date, hasTooManyHits: boolean): SQL[] {
  const shared = [sql`${walk.tenant} = app.tenant_id()`, ...walk.filters];
  const words = matching(query, walk, hasTooManyHits);
  const each = (at: SQL) => both([...shared, at, ...words]);
  if (query.status.length > 0) return query.status.map((status) => each(stageOf(status, walk, now)));
  // The indexes of the other filters hold the stage before the name.
  if (isNarrowed(query)) return stages.map((stage) => each(sql`${walk.stage} = ${stage}`));
  return [both([...shared, ...words])];
}

/** Whether the counts that are kept say how many there are. */
const isCountKept = ({ q, role, secondStep, invitedBy, status }: ListQuery) =>
  q === "" &&
  secondStep === null &&
  invitedBy === null &&
  // Expired is no stage: of a role, only both together are counted.
  (role === null || status.includes("invited") === status.includes("expired"));

function totalOf(query: ListQuery, { from }: Walk, conditions: SQL[]): SQL {
  if (isCountKept(query)) return sql`null::int`;
  if (query.q !== "" && !isShort(query) && isPlain(query)) return sql`(select max(hits) from found)`;
  const parts = conditions.map((where) => sql`(select 1 from ${from} where ${where} ${atMost(COUNTED + 1)})`);
  return sql`(select count(*)::int from (select 1 from (${sql.join(parts, sql` union all `)}) a ${atMost(COUNTED + 1)}) b)`;
}

/** Found people by their ids alone: with the tenant beside them a plan made for a small one would read all of a large one. */
function hitsOf(query: ListQuery, size: number): SQL {
  const { cursor } = query;
  const found = isPlain(query)
    ? sql`${query.q}, ${cursor?.key ?? null}, ${cursor?.id ?? null}::uuid, ${isDescending(query)}, ${size + 1}`
    : sql`${query.q}, null, null, false, ${COUNTED}`;
  return sql`found as materialized (select id, hits from app.search_people(${found})),
    hit as materialized (select p.* from people p where p.id = any(array(select id from found))), `;
}

/** `with page as (…)`: the rows of one page and one more, and how many there are in all. */
export function pageSql(query: ListQuery, now: Date, hasTooManyHits: boolean, size = PAGE): SQL {
  const isSearched = query.q !== "" && !isShort(query) && !hasTooManyHits;
  const walk = walkOf(query, isSearched);
  const conditions = branches(query, walk, now, hasTooManyHits);
  const parts = conditions.map(
    (where) => sql`(select p.* from ${walk.from}
      where ${where} and ${beyondCursor(query, walk)} order by ${orderOf(query, walk)} ${atMost(size + 1)})`,
  );
  return sql`with ${isSearched ? hitsOf(query, size) : sql``}page as (
    select p.* from (${sql.join(parts, sql` union all `)}) p order by ${orderOf(query)} ${atMost(size + 1)}
  ), total as (select ${totalOf(query, walk, conditions)} as total)`;
}

/** All that match, without a page and without an end. */
export function countSql(query: ListQuery, now: Date, hasTooManyHits: boolean): SQL {
  const isSearched = query.q !== "" && !isShort(query) && !hasTooManyHits;
  const walk = walkOf(query, isSearched);
  const parts = branches(query, walk, now, hasTooManyHits).map(
    (where) => sql`(select count(*) from ${walk.from} where ${where})`,
  );
  const found = sql`found as materialized (select id from app.search_people(${query.q}, null, null, false, ${COUNTED})),
    hit as materialized (select p.* from people p where p.id = any(array(select id from found)))`;
  const sum = sql`select (${sql.join(parts, sql` + `)})::int as people`;
  return isSearched ? sql`with ${found} ${sum}` : sum;
}
