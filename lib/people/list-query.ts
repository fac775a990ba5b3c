import { z } from "zod";
import { type Position, readCursor, type Sort, sorts } from "./cursor";
import { type Status, statuses } from "./status";

/** What of a list is wanted: the same words as in its address. */
export type ListQuery = { q: string; status: Status[]; sort: Sort; cursor: Position | null };

type Params = Record<string, string | string[] | undefined>;

const LONGEST = 200;
const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
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

/** Reads an address; what is unknown in it counts as absent. */
export function listQueryOf(params: Params): ListQuery {
  const wished = listOf(params.status);
  const sort = z.enum(sorts).catch("name").parse(first(params.sort));
  const before = first(params.before);
  return {
    q: Words.parse(first(params.q)),
    status: statuses.filter((status) => wished.includes(status)),
    sort,
    cursor: readCursor(before ?? first(params.after), sort, before !== undefined),
  };
}
