import { sql } from "drizzle-orm";
import { foreignKey, index, integer, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { actingPersonId, createdAt, id, moment, tenantId, withinTenant } from "@/db/columns";
import { people, toPerson } from "./people";

export const stillOpen = sql`accepted_at is null and withdrawn_at is null and declined_at is null`;

/** No longer accepted, and nobody has written it down yet. */
export const expiryUnnoted = sql`accepted_at is null and withdrawn_at is null and declined_at is null
  and (expired_at is null or expired_at < expires_at)`;

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
    /** Reminders since the offer or its renewal; a trigger begins anew with each renewal. */
    reminders: integer().notNull().default(0),
    /** When it was last looked at whether a reminder is due. */
    reminderTurnAt: moment(),
    /** The next such moment: planned by a trigger, by the days in docs/limits.md. */
    remindAt: moment(),
    /** When its passing was written down; before `expires_at` it is that of an earlier date. */
    expiredAt: moment(),
    /** When the inviter is to hear of it. */
    tellAt: moment(),
  },
  (t) => [
    ...withinTenant(),
    unique("invitations_within_tenant").on(t.tenantId, t.id),
    unique("one_invitation_per_number").on(t.number),
    toPerson(t),
    foreignKey({ columns: [t.tenantId, t.invitedBy], foreignColumns: [people.tenantId, people.id] }),
    uniqueIndex("one_open_invitation_per_person").on(t.tenantId, t.personId).where(stillOpen),
    index("invitations_of_person").on(t.tenantId, t.personId, t.createdAt),
    index("invitations_to_remind").on(t.remindAt).where(sql`remind_at is not null`),
    index("invitations_to_remind_within").on(t.tenantId, t.remindAt).where(sql`remind_at is not null`),
    index("invitations_to_expire").on(t.expiresAt).where(expiryUnnoted),
    index("invitations_to_expire_within").on(t.tenantId, t.expiresAt).where(expiryUnnoted),
    index("invitations_to_tell").on(t.tellAt).where(sql`tell_at is not null`),
  ],
);
