import { sql } from "drizzle-orm";
import { foreignKey, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, withinTenant } from "@/db/columns";
import { identities } from "./identities";
import { messages } from "./messages";
import { tenants } from "./tenants";

/** Addresses that are not written to again: of one tenant, or else of one identity, so that none learns of another's. */
export const deadAddresses = pgTable(
  "dead_addresses",
  {
    id: id(),
    tenantId: uuid()
      .default(sql`app.tenant_id()`)
      .references(() => tenants.id),
    identityId: uuid().references(() => identities.id),
    addressKey: text().notNull(),
    why: text().notNull(),
    messageId: uuid().notNull(),
    deadSince: createdAt(),
  },
  (t) => [
    ...withinTenant(),
    foreignKey({ columns: [t.tenantId, t.messageId], foreignColumns: [messages.tenantId, messages.id] }),
    unique("one_dead_address_per_owner").on(t.tenantId, t.addressKey, t.identityId).nullsNotDistinct(),
  ],
);
