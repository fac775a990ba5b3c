import { index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, id, moment, ofIdentity } from "@/db/columns";
import { identities } from "./identities";

export type FlowPurpose = "sign-in" | "activation" | "recovery";

/** A process with steps; the browser holds only its id, and the database only the hash of that. */
export const flows = pgTable(
  "flows",
  {
    id: id(),
    hash: bytes().notNull(),
    purpose: text().$type<FlowPurpose>().notNull(),
    identityId: uuid().references(() => identities.id),
    personId: uuid(),
    state: text().notNull(),
    sealed: text(),
    returnTo: text(),
    attempts: integer().notNull().default(0),
    /** What has been proved within this process so far. */
    proofs: text().array().notNull().default([]),
    challenge: text(),
    createdAt: createdAt(),
    expiresAt: moment().notNull(),
    endedAt: moment(),
  },
  (t) => [
    ...ofIdentity(),
    unique("one_flow_per_hash").on(t.hash),
    index("flows_of_identity").on(t.identityId),
    index("flows_by_expiry").on(t.expiresAt),
  ],
);

export type Proof = {
  kind: "password" | "totp" | "passkey" | "backup_code" | "text" | "trusted_device" | "password_again";
  at: string;
};

/** Only complete sign-ins have a row; it knows no tenant. */
export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    tokenHash: bytes().notNull(),
    identityId: uuid()
      .notNull()
      .references(() => identities.id),
    proofs: jsonb().$type<Proof[]>().notNull(),
    createdAt: createdAt(),
    lastSeenAt: moment().notNull(),
    idleMinutes: integer().notNull(),
    expiresAt: moment().notNull(),
    addressPrefix: text(),
    browser: text(),
    endedAt: moment(),
    endedWhy: text().$type<
      | "signed_out"
      | "signed_out_everywhere"
      | "too_many"
      | "by_administrator"
      | "credential_changed"
      | "not_me"
    >(),
  },
  (t) => [
    ...ofIdentity(),
    unique("one_session_per_token").on(t.tokenHash),
    index("sessions_of_identity").on(t.identityId, t.lastSeenAt),
  ],
);
