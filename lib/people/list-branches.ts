import { type SQL, sql } from "drizzle-orm";
import { anywhere } from "@/db/like";
import { isByStatus } from "./cursor";
import { isNarrowed, type ListQuery } from "./list-query";
import { byAttention, type Status } from "./status";

/** A trigram needs three characters; with fewer the start of the name is looked up. */
export const isShort = ({ q }: Pick<ListQuery, "q">) => [...q].length < 3;

/** The function itself pages a plain search by name; any other is picked from its first thousand hits. */
export const isPlain = (query: ListQuery) =>
  query.status.length === 0 && (query.sort === "name" || query.sort === "-name") && !isNarrowed(query);
export const isPicked = (query: ListQuery) => query.q !== "" && !isShort(query) && !isPlain(query);

/** From a place towards the start, or the last page from the end. */
export const isBackwards = ({ cursor, page }: ListQuery) => cursor?.backwards ?? page === "last";

export const isDescending = (query: ListQuery) => query.sort.startsWith("-") !== isBackwards(query);

const both = (parts: SQL[]) => sql.join(parts, sql` and `);

/** What is walked, and by which of its columns: each is the way of one index. */
export type Walk = { from: SQL; tenant: SQL; stage: SQL; name: SQL; id: SQL; filters: SQL[] };

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

export function walkOf(query: ListQuery, isSearched: boolean): Walk {
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

function matching(query: ListQuery, { name }: Walk, hasTooManyHits: boolean): SQL[] {
  if (query.q === "") return [];
  // In this collation U+FFFF sorts after every letter, so the range is all names that start so.
  if (isShort(query))
    return [sql`${name} >= ${query.q.toLowerCase()} and ${name} < ${`${query.q.toLowerCase()}\uffff`}`];
  return hasTooManyHits ? [sql`p.searched like ${anywhere(query.q)}`] : [];
}

const rankOf = (status: Status) => byAttention.indexOf(status);

export function beyondCursor(query: ListQuery, { name, id }: Walk, status: Status | null): SQL {
  const { cursor, sort } = query;
  // Of the statuses after that of the place all are wanted; those before it are no branch.
  if (!cursor || cursor.status !== status) return sql`true`;
  const sign = isDescending(query) ? sql`<` : sql`>`;
  if (sort === "-created")
    return sql`(p.created_at, p.id) ${sign} (${cursor.key}::timestamptz, ${cursor.id}::uuid)`;
  return sql`(${name}, ${id}) ${sign} (${cursor.key}::text, ${cursor.id}::uuid)`;
}

const wayOf = (query: ListQuery) => (isDescending(query) ? sql`desc` : sql`asc`);

/** The order within one branch: an index has it. */
export function walkOrder(query: ListQuery, { name, id }: Pick<Walk, "name" | "id">): SQL {
  const way = wayOf(query);
  return query.sort === "-created"
    ? sql`p.created_at ${way}, p.id ${way}`
    : sql`${name} ${way}, ${id} ${way}`;
}

/** The order of a whole page, whose rows are `p`. */
export const orderOf = (query: ListQuery): SQL =>
  isByStatus(query.sort)
    ? sql`p.rank ${wayOf(query)}, ${walkOrder(query, ownColumns)}`
    : walkOrder(query, ownColumns);

export type Branch = { where: SQL; status: Status | null };

/** Statuses in the order of the list, from that of the place on. */
function statusesOn(query: ListQuery): Status[] {
  const { cursor, status } = query;
  const wanted = byAttention.filter((one) => status.length === 0 || status.includes(one));
  const from = cursor?.status ? rankOf(cursor.status) : null;
  if (from === null) return wanted;
  return wanted.filter((one) => (isDescending(query) ? rankOf(one) <= from : rankOf(one) >= from));
}

/** One branch for each stage: each walks its part of an index, and the first of all are taken. */
export function branches(query: ListQuery, walk: Walk, now: Date, hasTooManyHits: boolean): Branch[] {
  const shared = [sql`${walk.tenant} = app.tenant_id()`, ...walk.filters];
  const words = matching(query, walk, hasTooManyHits);
  const each = (at: SQL, status: Status | null = null) => ({
    where: both([...shared, at, ...words]),
    status,
  });
  if (isByStatus(query.sort))
    return statusesOn(query).map((status) => each(stageOf(status, walk, now), status));
  if (query.status.length > 0) return query.status.map((status) => each(stageOf(status, walk, now)));
  // The indexes of the other filters hold the stage before the name.
  if (isNarrowed(query)) return stages.map((stage) => each(sql`${walk.stage} = ${stage}`));
  return [{ where: both([...shared, ...words]), status: null }];
}

/** In the text, as limits are: it is the same for each branch of a list. */
export const rankIn = (status: Status | null) => sql.raw(`${status ? rankOf(status) : 0} as rank`);
