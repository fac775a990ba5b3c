import { eq, sql } from "drizzle-orm";
import { invitations, stillOpen } from "@/db/schema/invitations";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { userNameFor } from "@/lib/people/give-user-name";
import { withoutAccount } from "@/lib/people/leaving";
import { Refusal } from "@/lib/refusal";
import { type Role, refuseIfAbove } from "@/lib/roles/grantable";
import type { OwnTenant } from "@/lib/tenants/own";
import { mailInvitation } from "./mail";
import { newNumber } from "./number";
import { giveRoles, lastMoment, offer } from "./offer";

type PersonRow = typeof people.$inferSelect;

/** What is said of the person and to them. */
type Wished = {
  email: string;
  name?: string | undefined;
  userName?: string | undefined;
  language?: "en" | "nl" | undefined;
  note?: string | undefined;
};

/** Who left too long ago to be restored begins again, on the same row and without the earlier account. */
async function beginAgain(tx: TenantTx<"people.invite">, person: PersonRow): Promise<void> {
  if (!person.leftAt) return;
  await tx
    .update(people)
    .set({ ...withoutAccount, suspendedAt: null, leftAt: null })
    .where(eq(people.id, person.id));
}

async function openInvitation(
  tx: TenantTx<"people.invite">,
  person: PersonRow,
  draft: Wished,
  expiresAt: Date,
) {
  const [invitation] = await tx
    .insert(invitations)
    .values({ personId: person.id, number: newNumber(), note: draft.note || null, expiresAt })
    .onConflictDoUpdate({
      target: [invitations.tenantId, invitations.personId],
      targetWhere: stillOpen,
      set: {
        expiresAt,
        note: draft.note || null,
        invitedBy: tx.actor.personId,
        renewedAt: sql`clock_timestamp()`,
        reminders: 0,
        reminderTurnAt: null,
      },
      // An expired offer is a new one, on a new date; a running one stays.
      setWhere: sql`${invitations.expiresAt} <= now()`,
    })
    .returning();
  if (!invitation) throw new Refusal("already_invited", { name: person.name }, "email");
  return invitation;
}

/** Somebody imported, or invited before, takes the names and the language given now. */
async function rename(tx: TenantTx<"people.invite">, person: PersonRow, draft: Wished): Promise<void> {
  const given = {
    ...(await userNameFor(tx, { userName: draft.userName, email: draft.email, personId: person.id })),
    ...(draft.name && { name: draft.name }),
    ...(draft.language && { language: draft.language }),
  };
  if (Object.keys(given).length > 0) await tx.update(people).set(given).where(eq(people.id, person.id));
}

/** Somebody who is on the list without an invitation, or whose invitation is over. */
export async function sendToKnown(
  tx: TenantTx<"people.invite">,
  person: PersonRow,
  draft: Wished,
  { tenant, roles }: { tenant: OwnTenant; roles: readonly Role[] },
) {
  // Over, but still somebody's offer: a new one in its place is for who could have resent it.
  if (person.invitedAt && !person.leftAt) await refuseIfAbove(tx, person.id, tx.actor.permissions);
  await beginAgain(tx, person);
  const expiresAt = lastMoment(tenant, roles);
  const invitation = await openInvitation(tx, person, draft, expiresAt);
  await rename(tx, person, draft);
  await giveRoles(tx, person.id, roles);
  await offer(tx, person.id, expiresAt);
  await mailInvitation(tx, { tenant, personId: person.id, invitation, resent: false });
  record(tx, {
    action: "invitation.sent",
    personId: person.id,
    subjectId: invitation.id,
    details: { number: invitation.number, roles: roles.map((role) => role.builtIn ?? role.name) },
  });
  return { invitationId: invitation.id, personId: person.id, email: draft.email, expiresAt };
}
