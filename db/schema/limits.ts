import { integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytes, moment, systemOnly } from "@/db/columns";

/** Tries, counted before the work in a transaction of their own. Keys are keyed hashes: no address in clear. */
export const limits = pgTable(
  "limits",
  {
    key: bytes().notNull(),
    span: text().notNull(),
    startedAt: moment().notNull(),
    tries: integer().notNull(),
    blockedUntil: moment(),
  },
  (t) => [...systemOnly(), primaryKey({ columns: [t.key, t.span] })],
);
