import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { actingPersonId, createdAt, id, moment, tenantId, withinTenant } from "@/db/columns";
import { people, toPerson } from "./people";

export const stillOpen = sql`accepted_at is null and withdrawn_at is null and declined_at is null`;

export const invitations = pgTable(
  "invitations",
  {
    id: id(),
    tenantId: tenantId(),
    personId: uuid().notNull(),
    invitedBy: actingPersonId(),
    number: text().notNull(),
    note: text(),
    createdAt: createdAt(),
    expiresAt: moment().notNull(),
    renewedAt: moment(),
    renewedByPersonAt: moment(),
    acceptedAt: moment(),
    withdrawnAt: moment(),
    declinedAt: moment(),
  },
  (t) => [
    ...withinTenant(),
    unique("invitations_within_tenant").on(t.tenantId, t.id),
    unique("one_invitation_per_number").on(t.number),
    toPerson(t),
    foreignKey({ columns: [t.tenantId, t.invitedBy], foreignColumns: [people.tenantId, people.id] }),
    uniqueIndex("one_open_invitation_per_person").on(t.tenantId, t.personId).where(stillOpen),
    index("invitations_of_person").on(t.tenantId, t.personId, t.createdAt),
  ],
);
