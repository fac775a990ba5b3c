import { z } from "zod";
import { firstOf, type SearchParams } from "@/lib/search-params";
import { type Position, readCursor, type Sort, sorts } from "./cursor";
import { type Status, statuses } from "./status";

/** Only somebody with an account is in one of these; `waiting` is asked for it before they come in. */
export const secondSteps = ["has", "waiting", "none"] as const;
export type SecondStep = (typeof secondSteps)[number];

/** What of a list is wanted: the same words as in its address. */
export type ListQuery = {
  q: string;
  status: Status[];
  role: string | null;
  secondStep: SecondStep | null;
  /** Whose invitation it was: a person, or the reader. */
  invitedBy: string | null;
  sort: Sort;
  cursor: Position | null;
  /** Which page by its number; beside a cursor only what that page is called. */
  page: number | "last" | null;
};

export const ME = "me";

/** On the way in and not there yet. */
export const notFinished: readonly Status[] = ["started", "bounced", "expired", "invited"];

export const isNotFinished = ({ status }: Pick<ListQuery, "status">) =>
  status.length === notFinished.length && notFinished.every((one) => status.includes(one));

type Narrow = Pick<ListQuery, "role" | "secondStep" | "invitedBy">;

/** Filters beyond the status: each has an index of its own, in the order of names. */
export const isNarrowed = ({ role, secondStep, invitedBy }: Narrow) =>
  role !== null || secondStep !== null || invitedBy !== null;

export const isFiltered = (query: ListQuery) =>
  query.q !== "" || query.status.length > 0 || isNarrowed(query);

const LONGEST = 200;
const listOf = (value: string | string[] | undefined) =>
  [value ?? []].flat().flatMap((one) => one.split(","));

const Words = z
  .string()
  .catch("")
  .transform((text) =>
    text
      .replace(/\p{Cc}/gu, " ")
      .trim()
      .slice(0, LONGEST),
  );

/** Up to nine digits: no list is longer, and more would not be a number of the database. */
const PageNumber = z
  .literal("last")
  .or(
    z
      .string()
      .regex(/^[1-9]\d{0,8}$/)
      .transform(Number),
  )
  .nullable()
  .catch(null);

const Id = z.uuid().nullable().catch(null);

function narrowIn(params: SearchParams): Narrow {
  const by = firstOf(params.by);
  return {
    role: Id.parse(firstOf(params.role)),
    secondStep: z.enum(secondSteps).nullable().catch(null).parse(firstOf(params.step)),
    invitedBy: by === ME ? ME : Id.parse(by),
  };
}

/** Reads an address; what is unknown in it counts as absent. */
export function listQueryOf(params: SearchParams): ListQuery {
  const wished = listOf(params.status);
  const narrow = narrowIn(params);
  // The newest are found by an index that knows no other filter than the status.
  const open = isNarrowed(narrow) ? (["name", "-name", "status", "-status"] as const) : sorts;
  const sort = z.enum(open).catch("name").parse(firstOf(params.sort));
  const before = firstOf(params.before);
  return {
    q: Words.parse(firstOf(params.q)),
    status: statuses.filter((status) => wished.includes(status)),
    ...narrow,
    sort,
    cursor: readCursor(before ?? firstOf(params.after), sort, before !== undefined),
    page: PageNumber.parse(firstOf(params.page)),
  };
}

/** The same as the address says it, without the place in it. */
export function paramsOf({ q, status, role, secondStep, invitedBy, sort }: ListQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (q) params.set("q", q);
  for (const one of status) params.append("status", one);
  if (role) params.set("role", role);
  if (secondStep) params.set("step", secondStep);
  if (invitedBy) params.set("by", invitedBy);
  if (sort !== "name") params.set("sort", sort);
  return params;
}

/** The query that a form carries as one text. */
export const queryIn = (text: string): ListQuery => {
  const params = new URLSearchParams(text);
  const all = [...new Set(params.keys())].map((name) => [name, params.getAll(name)] as const);
  return listQueryOf(Object.fromEntries(all));
};
