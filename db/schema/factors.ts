import { sql } from "drizzle-orm";
import { bigint, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment, ofIdentity, ownIdentityId } from "@/db/columns";
import { identities } from "./identities";

/** Pending until a code proves it. An earlier pending secret stays, ended, so that its codes can be recognised. */
export const factors = pgTable(
  "factors",
  {
    id: id(),
    identityId: ownIdentityId().references(() => identities.id),
    kind: text().$type<"totp">().notNull(),
    label: text().notNull(),
    sealedSecret: text().notNull(),
    lastStep: bigint({ mode: "number" }),
    /** The set-up or the session that shows the key while it waits; nobody else confirms it. */
    startedBy: uuid(),
    createdAt: createdAt(),
    confirmedAt: moment(),
    lastUsedAt: moment(),
    endedAt: moment(),
  },
  (t) => [
    ...ofIdentity(),
    index("factors_of_identity").on(t.identityId),
    uniqueIndex("one_pending_factor")
      .on(t.identityId, t.kind)
      .where(sql`confirmed_at is null and ended_at is null`),
  ],
);

/** Two characters find a code, fourteen (69 bits) are hashed slowly. */
export const backupCodes = pgTable(
  "backup_codes",
  {
    id: id(),
    identityId: ownIdentityId().references(() => identities.id),
    finder: text().notNull(),
    hash: text().notNull(),
    createdAt: createdAt(),
    heldBy: uuid(),
    heldAt: moment(),
    spentAt: moment(),
    endedAt: moment(),
  },
  (t) => [
    ...ofIdentity(),
    index("backup_codes_of_identity").on(t.identityId, t.finder),
    uniqueIndex("one_held_backup_code").on(t.identityId).where(sql`held_by is not null and spent_at is null`),
  ],
);
