import { type SQL, sql } from "drizzle-orm";
import { atMost, startingAt } from "@/db/at-most";
import {
  type Branch,
  beyondCursor,
  branches,
  isDescending,
  isPlain,
  isShort,
  orderOf,
  rankIn,
  type Walk,
  walkOf,
  walkOrder,
} from "./list-branches";
import type { ListQuery } from "./list-query";

export const PAGE = 25;
export const COUNTED = 1000;

/** Whether the counts that are kept say how many there are. */
const isCountKept = ({ q, role, secondStep, invitedBy, status }: ListQuery) =>
  q === "" &&
  secondStep === null &&
  invitedBy === null &&
  // Expired is no stage: of a role, only both together are counted.
  (role === null || status.includes("invited") === status.includes("expired"));

function totalOf(query: ListQuery, { from }: Walk, all: readonly Branch[]): SQL {
  if (isCountKept(query)) return sql`null::int`;
  if (query.q !== "" && !isShort(query) && isPlain(query)) return sql`(select max(hits) from found)`;
  const parts = all.map(({ where }) => sql`(select 1 from ${from} where ${where} ${atMost(COUNTED + 1)})`);
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

export type Part = { size: number; skip: number };

/** `with page as (…)`: the rows of one page and one more, and how many there are in all. */
export function pageSql(query: ListQuery, now: Date, hasTooManyHits: boolean, { size, skip }: Part): SQL {
  const isSearched = query.q !== "" && !isShort(query) && !hasTooManyHits;
  const walk = walkOf(query, isSearched);
  const parts = branches(query, walk, now, hasTooManyHits).map(
    ({ where, status }) => sql`(select p.*, ${rankIn(status)} from ${walk.from}
      where ${where} and ${beyondCursor(query, walk, status)}
      order by ${walkOrder(query, walk)} ${atMost(skip + size + 1)})`,
  );
  // The place in the list narrows the page, and never the number of all.
  const total = totalOf(query, walk, branches({ ...query, cursor: null }, walk, now, hasTooManyHits));
  return sql`with ${isSearched ? hitsOf(query, skip + size) : sql``}page as (
    select p.* from (${sql.join(parts, sql` union all `)}) p
    order by ${orderOf(query)} ${atMost(size + 1)} ${startingAt(skip)}
  ), total as (select ${total} as total)`;
}

/** All that match, without a page and without an end. */
export function countSql(query: ListQuery, now: Date, hasTooManyHits: boolean): SQL {
  const isSearched = query.q !== "" && !isShort(query) && !hasTooManyHits;
  const walk = walkOf(query, isSearched);
  const parts = branches(query, walk, now, hasTooManyHits).map(
    ({ where }) => sql`(select count(*) from ${walk.from} where ${where})`,
  );
  const found = sql`found as materialized (select id from app.search_people(${query.q}, null, null, false, ${COUNTED})),
    hit as materialized (select p.* from people p where p.id = any(array(select id from found)))`;
  const sum = sql`select (${sql.join(parts, sql` + `)})::int as people`;
  return isSearched ? sql`with ${found} ${sum}` : sum;
}
