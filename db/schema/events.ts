import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgPolicy, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { appRole, bytes, definerRole, moment, systemRole } from "@/db/columns";

const all = sql`true`;
const appended = [pgPolicy("definer", { to: definerRole, using: all, withCheck: all })];

/** Append-only: no login role may write here, only `app.append_events`. A stream is a tenant or the platform. */
export const events = pgTable(
  "events",
  {
    stream: uuid().notNull(),
    seq: bigint({ mode: "number" }).notNull(),
    at: moment().notNull(),
    actId: uuid().notNull(),
    tenantId: uuid(),
    personId: uuid(),
    identityId: uuid(),
    actorKind: text().$type<"person" | "job" | "staff" | "identity" | "system">().notNull(),
    actorId: uuid(),
    onBehalfOf: uuid(),
    action: text().notNull(),
    result: text().$type<"done" | "refused" | "failed">().notNull(),
    reason: text(),
    subjectId: uuid(),
    details: jsonb().$type<Record<string, string | number | boolean | null | string[]>>().notNull(),
    requestId: text(),
    addressPrefix: text(),
    prev: bytes().notNull(),
    hash: bytes().notNull(),
  },
  (t) => [
    pgPolicy("within_door", {
      for: "select",
      to: appRole,
      using: sql`tenant_id = app.tenant_id() or (app.tenant_id() is null and identity_id = app.identity_id())`,
    }),
    pgPolicy("system", { for: "select", to: systemRole, using: all }),
    ...appended,
    primaryKey({ columns: [t.stream, t.seq] }),
    index("events_of_person").on(t.tenantId, t.personId, t.at),
    index("events_of_identity").on(t.identityId, t.at),
  ],
);

/** The last link of each stream's chain. */
export const eventHeads = pgTable(
  "event_heads",
  {
    stream: uuid().primaryKey(),
    seq: bigint({ mode: "number" }).notNull().default(0),
    hash: bytes().notNull().default(sql`'\\x'::bytea`),
  },
  () => [pgPolicy("system", { for: "select", to: systemRole, using: all }), ...appended],
);
