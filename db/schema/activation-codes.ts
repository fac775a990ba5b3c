import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { actingPersonId, createdAt, id, moment, tenantId, withinTenant } from "@/db/columns";
import { invitations } from "./invitations";
import { people } from "./people";

/** Read aloud by the inviter, asked beside the link; the code itself is on the inviter's screen once. */
export const activationCodes = pgTable(
  "activation_codes",
  {
    id: id(),
    tenantId: tenantId(),
    invitationId: uuid().notNull(),
    madeBy: actingPersonId(),
    hash: text().notNull(),
    createdAt: createdAt(),
    expiresAt: moment().notNull(),
    spentAt: moment(),
    endedAt: moment(),
  },
  (t) => [
    ...withinTenant(),
    unique("activation_codes_within_tenant").on(t.tenantId, t.id),
    foreignKey({
      name: "activation_codes_to_invitation",
      columns: [t.tenantId, t.invitationId],
      foreignColumns: [invitations.tenantId, invitations.id],
    }),
    foreignKey({ columns: [t.tenantId, t.madeBy], foreignColumns: [people.tenantId, people.id] }),
    uniqueIndex("one_activation_code_per_invitation")
      .on(t.tenantId, t.invitationId)
      .where(sql`spent_at is null and ended_at is null`),
    index("activation_codes_of_invitation").on(t.tenantId, t.invitationId, t.createdAt),
  ],
);
