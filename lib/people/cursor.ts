import { z } from "zod";

export const sorts = ["name", "-name", "-created"] as const;
export type Sort = (typeof sorts)[number];

/** Between two rows of a sorted list: after this key and id, or before it. */
export type Position = { key: string; id: string; backwards: boolean };

const MICROSECONDS = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/;

// The database would refuse the 31st of February, and an address must never break a page.
const isMoment = (text: string) =>
  MICROSECONDS.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().slice(0, 10) === text.slice(0, 10);

const isText = (text: string) => text.length <= 1000 && !text.includes("\0");

const Written = z.tuple([z.string(), z.uuid()]);

export const cursorAt = (key: string, id: string) =>
  Buffer.from(JSON.stringify([key, id])).toString("base64url");

/** Null for anything that no list has written. */
export function readCursor(written: string | undefined, sort: Sort, backwards: boolean): Position | null {
  if (!written) return null;
  try {
    const [key, id] = Written.parse(JSON.parse(Buffer.from(written, "base64url").toString("utf8")));
    const isRight = sort === "-created" ? isMoment(key) : isText(key);
    return isRight ? { key, id, backwards } : null;
  } catch {
    return null;
  }
}
