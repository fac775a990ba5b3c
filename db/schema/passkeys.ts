import { bigint, boolean, index, pgTable, text, unique } from "drizzle-orm/pg-core";
import { bytes, createdAt, id, moment, ofIdentity, ownIdentityId } from "@/db/columns";
import { identities } from "./identities";

/** A key that a device keeps; several of one identity, each with the name its owner gave it. */
export const passkeys = pgTable(
  "passkeys",
  {
    id: id(),
    identityId: ownIdentityId().references(() => identities.id),
    name: text().notNull(),
    credentialId: bytes().notNull(),
    publicKey: bytes().notNull(),
    counter: bigint({ mode: "number" }).notNull(),
    transports: text().array().notNull().default([]),
    backedUp: boolean().notNull().default(false),
    createdAt: createdAt(),
    lastUsedAt: moment(),
    endedAt: moment(),
  },
  (t) => [
    ...ofIdentity(),
    unique("one_passkey_per_credential").on(t.credentialId),
    index("passkeys_of_identity").on(t.identityId),
  ],
);
