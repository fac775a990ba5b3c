import { type SQL, sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import { type Kept, keptTotal } from "./count";
import { isByStatus } from "./cursor";
import { type ListRow, listPeople, type PeoplePage, pageOfPeople, placeOf, rowsOf } from "./list";
import { orderOf, rankIn } from "./list-branches";
import type { ListQuery } from "./list-query";
import { personIn } from "./listed-person";
import { COUNTED, PAGE } from "./page-sql";
import { byAttention, type Status } from "./status";

const pagesIn = (total: number) => Math.max(1, Math.ceil(total / PAGE));

/** So far a list is opened by number when nothing that is kept says how long it is. */
const COUNTED_PAGES = pagesIn(COUNTED);

/** Whether the numbers that are kept lead to any page: of a role they do not tell Invited from Expired. */
const isAnyPageReached = (query: ListQuery, kept: number | null) =>
  kept !== null && !(query.role && isByStatus(query.sort));

/** How many pages there are, and how far they are opened by number. */
export function pageRange(query: ListQuery, total: number, kept: number | null) {
  const pages = total > COUNTED && kept === null ? null : pagesIn(total);
  const reach = isAnyPageReached(query, kept) ? pagesIn(total) : Math.min(pagesIn(total), COUNTED_PAGES);
  return { pages, reach };
}

/** A stretch of one walk: whoever is nearer to the end is counted from there. */
type Stretch = {
  statuses: readonly Status[];
  status: Status | null;
  count: number;
  skip: number;
  take: number;
};

/** Which part of each status a page shows, when the list is in their order. */
function stretchesOf(query: ListQuery, { counts }: Kept, total: number, skip: number): Stretch[] {
  const take = Math.min(PAGE, total - skip);
  if (!isByStatus(query.sort)) return [{ statuses: query.status, status: null, count: total, skip, take }];
  const order = query.sort === "status" ? byAttention : [...byAttention].reverse();
  let before = 0;
  return order
    .filter((status) => query.status.length === 0 || query.status.includes(status))
    .map((status) => {
      const count = counts[status];
      const from = Math.max(0, skip - before);
      const to = Math.min(count, skip + take - before);
      before += count;
      return { statuses: [status], status, count, skip: from, take: to - from };
    })
    .filter(({ take: some }) => some > 0);
}

/** The stages of these statuses: Invited and Expired are one together, and each a part of it alone. */
function stagesOf(statuses: readonly Status[]): string[] {
  const isWhole = statuses.includes("invited") && statuses.includes("expired");
  const said = (status: Status) => (status === "invited" && !isWhole ? "in_time" : status);
  return statuses.filter((status) => !(isWhole && status === "expired")).map(said);
}

function idsOf(query: ListQuery, { statuses, count, skip, take }: Stretch, now: Date): SQL {
  const isNearEnd = skip > count / 2;
  const isBackwards = query.sort.startsWith("-") !== isNearEnd;
  const from = isNearEnd ? Math.max(0, count - skip - take) : skip;
  const stages = sql.param(stagesOf(statuses));
  return sql`select app.people_at(${query.role}::uuid, ${stages}::text[], ${now.toISOString()}::timestamptz,
    ${query.sort === "-created"}, ${isBackwards}, ${from}::int, ${take}::int)`;
}

/** Their places are walked in an index alone, and only the people of the page are read. */
async function readAt(tx: TenantTx, query: ListQuery, now: Date, stretches: Stretch[]): Promise<ListRow[]> {
  const parts = stretches.map(
    (stretch) => sql`(select p.*, ${rankIn(stretch.status)} from people p
      where p.id = any(array(${idsOf(query, stretch, now)})))`,
  );
  const page = sql`with page as (${sql.join(parts, sql` union all `)}), total as (select null::int as total)`;
  return tx.execute<ListRow>(rowsOf(page, orderOf(query)));
}

async function anyPage(
  tx: TenantTx<"people.view">,
  query: ListQuery,
  now: Date,
  kept: Kept,
  total: number,
): Promise<PeoplePage> {
  const pages = pagesIn(total);
  const number = query.page === "last" ? pages : Math.min(query.page ?? 1, pages);
  if (number === 1) return listPeople(tx, { ...query, page: null }, now);
  const forwards = { ...query, page: null };
  const rows = await readAt(tx, forwards, now, stretchesOf(query, kept, total, (number - 1) * PAGE));
  return {
    people: rows.map(personIn),
    total: null,
    previous: placeOf(rows[0], query),
    next: number < pages ? placeOf(rows.at(-1), query) : null,
    number,
  };
}

/** Where only counting tells how many there are: the first pages by number, and the last from the end. */
async function countedPage(
  tx: TenantTx<"people.view">,
  query: ListQuery,
  now: Date,
  kept: number | null,
): Promise<PeoplePage> {
  const start = await listPeople(tx, { ...query, page: null }, now);
  const { pages, reach } = pageRange(query, start.total ?? kept ?? 0, kept);
  const number = query.page === "last" ? pages : Math.min(query.page ?? 1, reach);
  if (number === 1) return start;
  if (number !== null && number <= reach)
    return pageOfPeople(tx, { ...query, page: null }, now, PAGE, (number - 1) * PAGE);
  return { ...(await listPeople(tx, query, now)), number };
}

/** The page that is asked for: by its number, or by its place in the list. */
export async function pageAsked(
  tx: TenantTx<"people.view">,
  query: ListQuery,
  now: Date,
  counting: Promise<Kept>,
): Promise<PeoplePage> {
  if (query.cursor || query.page === null) return listPeople(tx, query, now);
  const kept = await counting;
  const total = keptTotal(query, kept);
  return total !== null && isAnyPageReached(query, total)
    ? anyPage(tx, query, now, kept, total)
    : countedPage(tx, query, now, total);
}
