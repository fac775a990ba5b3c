import { type SQL, sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import { cursorAt, isByStatus } from "./cursor";
import { isBackwards, isPicked, isShort, orderOf } from "./list-branches";
import { type ListQuery, ME } from "./list-query";
import { type ListedPerson, type PersonRow, personColumns, personIn } from "./listed-person";
import { COUNTED, countSql, PAGE, type Part, pageSql } from "./page-sql";
import { byAttention } from "./status";

/** `total` is null when the kept counts say it, and more than a thousand when nobody counted further. */
export type PeoplePage = {
  people: ListedPerson[];
  total: number | null;
  previous: string | null;
  next: string | null;
  /** The page's place by number, as far as it is known. */
  number: number | null;
};

export type ListRow = PersonRow & { created_key: string; rank: number; total: number | null };

/** The rows of `page`, in the order of the list. */
export const rowsOf = (page: SQL, order: SQL) => sql`${page}
  select ${personColumns}, p.rank, t.total,
    to_char(p.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_key
  from page p cross join total t
    left join app.security_of(array(select id from page)) s on s.person_id = p.id
  order by ${order}`;

/** More hits than are picked from: then the index is walked and each name compared. */
async function hasTooManyHits(tx: TenantTx, { q }: ListQuery): Promise<boolean> {
  const [found] = await tx.execute<{ hits: number }>(
    sql`select hits from app.search_people(${q}, null, null, false, 1)`,
  );
  return (found?.hits ?? 0) > COUNTED;
}

/** Words of the address that stand for the reader. */
const asRead = ({ actor }: TenantTx, query: ListQuery): ListQuery =>
  query.invitedBy === ME ? { ...query, invitedBy: actor.personId } : query;

async function read(tx: TenantTx, asked: ListQuery, now: Date, part: Part): Promise<ListRow[]> {
  const query = asRead(tx, asked);
  const isWalked = isPicked(query) && (await hasTooManyHits(tx, query));
  return tx.execute<ListRow>(rowsOf(pageSql(query, now, isWalked, part), orderOf(query)));
}

/** The place of a row, as an address carries it. */
export function placeOf(row: ListRow | undefined, { sort }: ListQuery): string | null {
  if (!row) return null;
  if (isByStatus(sort)) return cursorAt(row.name, row.id, byAttention[row.rank]);
  return cursorAt(sort === "-created" ? row.created_key : row.name, row.id);
}

/** What is known of where a page stands: the first one has nothing before it. */
function numberOf({ page, cursor }: ListQuery, hasPrevious: boolean): number | null {
  if (!hasPrevious) return 1;
  return cursor && page !== "last" ? page : null;
}

function pageOf(rows: readonly ListRow[], query: ListQuery, { size, skip }: Part): PeoplePage {
  const { cursor } = query;
  const backwards = isBackwards(query);
  const isCut = rows.length > size;
  const shown = rows.slice(0, size);
  if (backwards) shown.reverse();
  const hasPrevious = backwards ? isCut : cursor !== null || skip > 0;
  const hasNext = backwards ? cursor !== null : isCut;
  return {
    people: shown.map(personIn),
    total: rows[0]?.total ?? null,
    previous: hasPrevious ? placeOf(shown[0], query) : null,
    next: hasNext ? placeOf(shown.at(-1), query) : null,
    number: skip > 0 ? skip / size + 1 : numberOf(query, hasPrevious),
  };
}

/** One page, of whatever size, for whoever acts on all that match. */
export async function pageOfPeople(
  tx: TenantTx,
  query: ListQuery,
  now: Date,
  size: number,
  skip = 0,
): Promise<PeoplePage> {
  const part = { size, skip };
  const rows = await read(tx, query, now, part);
  const page = pageOf(rows, query, part);
  return rows.length === 0 ? { ...page, total: 0 } : page;
}

/** One page of the open tenant's people, in one statement; a search within a status first counts its hits. */
export async function listPeople(
  tx: TenantTx<"people.view">,
  query: ListQuery,
  now: Date,
): Promise<PeoplePage> {
  const page = await pageOfPeople(tx, query, now, PAGE);
  // What stood there is gone: the first page says more than an empty one.
  if (page.people.length > 0 || !query.cursor) return page;
  return listPeople(tx, { ...query, cursor: null, page: null }, now);
}

/** How many match, counted to the last: for the log of an export, which reads them all anyway. */
export async function countAll(tx: TenantTx, asked: ListQuery, now: Date): Promise<number> {
  const query = asRead(tx, asked);
  const isWalked = query.q !== "" && !isShort(query) && (await hasTooManyHits(tx, query));
  const [row] = await tx.execute<{ people: number }>(countSql(query, now, isWalked));
  return row?.people ?? 0;
}

/** Those of the open tenant among these, by name. */
export async function peopleByIds(tx: TenantTx, ids: readonly string[]): Promise<ListedPerson[]> {
  const wanted = sql.param([...ids]);
  const rows = await tx.execute<PersonRow>(sql`
    with page as (select p.* from people p where p.tenant_id = app.tenant_id() and p.id = any (${wanted}::uuid[]))
    select ${personColumns} from page p left join app.security_of(array(select id from page)) s on s.person_id = p.id
    order by p.name, p.id`);
  return rows.map(personIn);
}
