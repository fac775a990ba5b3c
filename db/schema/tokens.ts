import { sql } from "drizzle-orm";
import { index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, id, moment, withinTenant } from "@/db/columns";

/** Every purpose but the invitation is an identity's own: such a token has no tenant. */
export type Purpose = "invitation" | "reset" | "key" | "address" | "undo_address" | "not_me";
export type EndedWhy = "replaced" | "address_changed" | "withdrawn";

/** `ref` may be seen, in URLs and logs; the token itself is in the mail and nowhere else. */
export const tokens = pgTable(
  "tokens",
  {
    id: id(),
    tenantId: uuid().default(sql`app.tenant_id()`),
    hash: bytes().notNull(),
    ref: text().notNull(),
    purpose: text().$type<Purpose>().notNull(),
    addressKey: text().notNull(),
    subjectId: uuid().notNull(),
    createdAt: createdAt(),
    expiresAt: moment().notNull(),
    spentAt: moment(),
    endedAt: moment(),
    endedWhy: text().$type<EndedWhy>(),
  },
  (t) => [
    ...withinTenant(),
    unique("one_token_per_hash").on(t.hash),
    unique("one_token_per_ref").on(t.ref),
    index("tokens_of_subject").on(t.subjectId, t.purpose),
  ],
);
