import { type SQL, sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import { cursorAt } from "./cursor";
import type { ListQuery } from "./list-query";
import { type ListedPerson, type PersonRow, personColumns, personIn } from "./listed-person";
import { COUNTED, isPicked, orderOf, PAGE, pageSql } from "./page-sql";

/** `total` is null when the counts say it, and more than a thousand when nobody counted further. */
export type PeoplePage = {
  people: ListedPerson[];
  total: number | null;
  previous: string | null;
  next: string | null;
};

type Row = PersonRow & { created_key: string; total: number | null };

const rowsOf = (page: SQL, order: SQL) => sql`${page}
  select ${personColumns}, t.total,
    to_char(p.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_key
  from page p cross join total t
    left join app.security_of(array(select id from page)) s on s.person_id = p.id
  order by ${order}`;

/** More hits than are picked from: then the index is walked and each name compared. */
async function hasTooManyHits(tx: TenantTx<"people.view">, { q }: ListQuery): Promise<boolean> {
  const [found] = await tx.execute<{ hits: number }>(
    sql`select hits from app.search_people(${q}, null, null, false, 1)`,
  );
  return (found?.hits ?? 0) > COUNTED;
}

async function read(tx: TenantTx<"people.view">, query: ListQuery, now: Date): Promise<Row[]> {
  const isWalked = isPicked(query) && (await hasTooManyHits(tx, query));
  return tx.execute<Row>(rowsOf(pageSql(query, now, isWalked), orderOf(query)));
}

function pageOf(rows: readonly Row[], { q, sort, cursor }: ListQuery): PeoplePage {
  const backwards = cursor?.backwards ?? false;
  const isCut = rows.length > PAGE;
  const shown = rows.slice(0, PAGE);
  if (backwards) shown.reverse();
  const edge = (row: Row | undefined) =>
    row ? cursorAt(sort === "-created" ? row.created_key : row.name, row.id) : null;
  const hasPrevious = backwards ? isCut : cursor !== null;
  return {
    people: shown.map(personIn),
    total: q === "" ? null : (rows[0]?.total ?? 0),
    previous: hasPrevious ? edge(shown[0]) : null,
    next: backwards || isCut ? edge(shown.at(-1)) : null,
  };
}

/** One page of the open tenant's people, in one statement; a search within a status first counts its hits. */
export async function listPeople(
  tx: TenantTx<"people.view">,
  query: ListQuery,
  now: Date,
): Promise<PeoplePage> {
  const rows = await read(tx, query, now);
  // What stood there is gone: the first page says more than an empty one.
  if (rows.length === 0 && query.cursor) return listPeople(tx, { ...query, cursor: null }, now);
  return pageOf(rows, query);
}
