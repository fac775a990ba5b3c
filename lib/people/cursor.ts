import { z } from "zod";
import { isMoment } from "@/lib/time";
import { type Status, statuses } from "./status";

export const sorts = ["name", "-name", "-created", "status", "-status"] as const;
export type Sort = (typeof sorts)[number];

export const isByStatus = (sort: Sort) => sort === "status" || sort === "-status";

/** Between two rows of a sorted list: after this key and id, or before it; by status also which one. */
export type Position = { key: string; id: string; status: Status | null; backwards: boolean };

const isText = (text: string) => text.length <= 1000 && !text.includes("\0");

const Written = z.tuple([z.string(), z.uuid(), z.enum(statuses).optional()]);
type Written = z.output<typeof Written>;

export const cursorAt = (...place: Written) => Buffer.from(JSON.stringify(place)).toString("base64url");

function isOf(sort: Sort, [key, , status]: Written): boolean {
  if (isByStatus(sort) !== (status !== undefined)) return false;
  return sort === "-created" ? isMoment(key) : isText(key);
}

/** Null for anything that no list has written. */
export function readCursor(written: string | undefined, sort: Sort, backwards: boolean): Position | null {
  if (!written) return null;
  try {
    const place = Written.parse(JSON.parse(Buffer.from(written, "base64url").toString("utf8")));
    const [key, id, status = null] = place;
    return isOf(sort, place) ? { key, id, status, backwards } : null;
  } catch {
    return null;
  }
}

/** A page of rows of which one more was asked for than it holds, and the place after which the next begins. */
export function pageIn<Row extends object, Place>(
  rows: readonly Row[],
  size: number,
  placeOf: (last: Row) => Place,
): { shown: Row[]; next: Place | null } {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return { shown, next: rows.length > size && last ? placeOf(last) : null };
}
