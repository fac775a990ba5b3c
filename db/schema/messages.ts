import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment, systemOnly, withPolicy } from "@/db/columns";
import { people } from "./people";

export type MessageState =
  | "queued"
  | "sending"
  | "sent"
  | "delayed"
  | "delivered"
  | "bounced"
  | "complained"
  | "failed"
  | "cancelled";

/** One letter on its way. The sealed letter goes when it has been sent. */
export const messages = pgTable(
  "messages",
  {
    id: id(),
    tenantId: uuid().default(sql`app.tenant_id()`),
    identityId: uuid(),
    personId: uuid(),
    kind: text().notNull(),
    channel: text().$type<"mail" | "text">().notNull().default("mail"),
    address: text().notNull(),
    sealed: text(),
    state: text().$type<MessageState>().notNull().default("queued"),
    subjectId: uuid(),
    tokenId: uuid(),
    sendAfter: moment().notNull(),
    /** An invitation that came from no list: so many go out in a day. */
    byHand: boolean().notNull().default(false),
    tries: integer().notNull().default(0),
    firstTriedAt: moment(),
    claimedAt: moment(),
    nextTryAt: moment(),
    sentAt: moment(),
    trouble: text(),
    providerId: text(),
    createdAt: createdAt(),
  },
  (t) => [
    ...withPolicy(sql`tenant_id = app.tenant_id()
      or (app.tenant_id() is null and tenant_id is null and identity_id = app.identity_id())`),
    unique("messages_within_tenant").on(t.tenantId, t.id),
    foreignKey({ columns: [t.tenantId, t.personId], foreignColumns: [people.tenantId, people.id] }),
    index("messages_of_person").on(t.tenantId, t.personId, t.createdAt),
    index("messages_by_hand").on(t.tenantId, t.createdAt).where(sql`by_hand`),
    index("messages_waiting").on(t.sendAfter).where(sql`state in ('queued', 'sending')`),
    index("messages_at_provider").on(t.providerId).where(sql`provider_id is not null`),
  ],
);

/** What the provider reported; its event id makes a repeated report harmless. */
export const deliveries = pgTable(
  "deliveries",
  {
    id: id(),
    messageId: uuid()
      .notNull()
      .references(() => messages.id),
    providerEventId: text().notNull(),
    kind: text().notNull(),
    reportedAt: moment().notNull(),
  },
  (t) => [...systemOnly(), unique("one_delivery_per_report").on(t.providerEventId)],
);
