import { sql } from "drizzle-orm";
import { index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment, ofIdentity, ownIdentityId } from "@/db/columns";
import { identities } from "./identities";

/** A number for recovery only; it counts from the moment a code sent to it came back. */
export const phones = pgTable(
  "phones",
  {
    id: id(),
    identityId: ownIdentityId().references(() => identities.id),
    sealedNumber: text().notNull(),
    lastDigits: text().notNull(),
    country: text().notNull(),
    createdAt: createdAt(),
    verifiedAt: moment(),
    endedAt: moment(),
  },
  (t) => [
    ...ofIdentity(),
    uniqueIndex("one_phone_per_identity")
      .on(t.identityId)
      .where(sql`verified_at is not null and ended_at is null`),
    index("phones_of_identity").on(t.identityId),
  ],
);

/** A code sent by text, bound to the process that asked for it; ten minutes, once. */
export const sentCodes = pgTable(
  "sent_codes",
  {
    id: id(),
    identityId: ownIdentityId().references(() => identities.id),
    phoneId: uuid()
      .notNull()
      .references(() => phones.id),
    /** The flow or the session that asked. */
    askedBy: uuid().notNull(),
    hash: text().notNull(),
    createdAt: createdAt(),
    expiresAt: moment().notNull(),
    spentAt: moment(),
    endedAt: moment(),
  },
  (t) => [...ofIdentity(), index("sent_codes_of_identity").on(t.identityId, t.askedBy)],
);
