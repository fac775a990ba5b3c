import { sql } from "drizzle-orm";

/** In the text and not beside it: a plan made for any number would sort where few rows are to be had from an index. */
export const atMost = (count: number) => sql.raw(`limit ${Math.trunc(count)}`);

export const startingAt = (count: number) => sql.raw(count > 0 ? `offset ${Math.trunc(count)}` : "");
