import { sql } from "drizzle-orm";
import { boolean, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment, ofIdentity, withPolicy } from "@/db/columns";

export const identities = pgTable(
  "identities",
  {
    id: id(),
    name: text().notNull(),
    language: text().$type<"en" | "nl">(),
    passwordHash: text(),
    passwordSetAt: moment(),
    suspendedAt: moment(),
    createdAt: createdAt(),
  },
  () => withPolicy(sql`app.tenant_id() is null and id = app.identity_id()`),
);

export const identityAddresses = pgTable(
  "identity_addresses",
  {
    id: id(),
    identityId: uuid()
      .notNull()
      .references(() => identities.id),
    email: text().notNull(),
    emailKey: text().notNull(),
    verifiedAt: moment(),
    isPrimary: boolean().notNull().default(false),
    /** Given up for another address, and kept for the days in which that can be undone. */
    replacedAt: moment(),
    createdAt: createdAt(),
  },
  (t) => [
    ...ofIdentity(),
    // An unverified address reserves nothing.
    uniqueIndex("one_identity_per_verified_address").on(t.emailKey).where(sql`verified_at is not null`),
    uniqueIndex("one_primary_address").on(t.identityId).where(sql`is_primary`),
    index("addresses_of_identity").on(t.identityId),
  ],
);
