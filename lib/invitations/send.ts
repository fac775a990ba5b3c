import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { invitations, stillOpen } from "@/db/schema/invitations";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Email, keyOf } from "@/lib/people/email";
import { userNameFor } from "@/lib/people/give-user-name";
import { isRestorable } from "@/lib/people/leaving";
import { PersonName } from "@/lib/people/name";
import { UserName } from "@/lib/people/user-name";
import { Refusal } from "@/lib/refusal";
import { type Role, rolesToGrant } from "@/lib/roles/grantable";
import { ownTenant } from "@/lib/tenants/own";
import { refuseIfDayIsFull } from "./budget";
import { mailInvitation } from "./mail";
import { newNumber } from "./number";
import { giveRoles, lastMoment, offer } from "./offer";
import { refuseIfDead } from "./refuse-if-dead";

export const InvitationDraft = z.strictObject({
  email: Email,
  name: PersonName.optional(),
  userName: UserName.optional(),
  roles: z.array(z.uuid("role_unknown")).min(1, "role_missing").max(20, "role_unknown"),
  language: z.enum(["en", "nl"], "language_unknown").optional(),
  note: z
    .string()
    .trim()
    .max(280, "note_long")
    .refine((note) => !/(?![\n\r\t\u200d])[\p{Cc}\p{Cf}]/u.test(note), "note_characters")
    .optional(),
  /** Set by the second look at a role with power over others. */
  reviewed: z.literal("yes").optional(),
});
export type InvitationDraft = z.output<typeof InvitationDraft>;

type PersonRow = typeof people.$inferSelect;

async function personAt(tx: TenantTx<"people.invite">, email: string): Promise<PersonRow | undefined> {
  const [person] = await tx
    .select()
    .from(people)
    .where(eq(people.emailKey, keyOf(email)));
  return person;
}

/** Somebody who is here, or was paused, is not invited again: each case has its own way on. */
function refuseIfHere(person: PersonRow): void {
  const values = { name: person.name };
  if (person.leftAt && person.identityId && isRestorable(person))
    throw new Refusal("already_left", values, "email");
  if (person.leftAt) return;
  if (person.suspendedAt) throw new Refusal("already_suspended", values, "email");
  if (person.activeAt) throw new Refusal("already_here", values, "email");
  if (person.identityId) throw new Refusal("already_started", values, "email");
}

/** Who left too long ago to be restored begins again, on the same row and without the earlier account. */
async function beginAgain(tx: TenantTx<"people.invite">, person: PersonRow): Promise<void> {
  if (!person.leftAt) return;
  const gates = { accountAt: null, secondStepAt: null, activeAt: null, secondStepDueAt: null };
  await tx
    .update(people)
    .set({ ...gates, identityId: null, suspendedAt: null, leftAt: null })
    .where(eq(people.id, person.id));
}

async function newPerson(tx: TenantTx<"people.invite">, draft: InvitationDraft): Promise<PersonRow> {
  const values = { name: draft.name || draft.email, email: draft.email, emailKey: keyOf(draft.email) };
  const named = await userNameFor(tx, draft);
  const [person] = await tx
    .insert(people)
    .values({ ...values, ...named, language: draft.language })
    .returning();
  if (!person) throw new Error("no person was stored");
  return person;
}

async function openInvitation(
  tx: TenantTx<"people.invite">,
  person: PersonRow,
  draft: InvitationDraft,
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
      },
      // An expired offer gets a new date; a running one stays.
      setWhere: sql`${invitations.expiresAt} <= now()`,
    })
    .returning();
  if (!invitation) throw new Refusal("already_invited", { name: person.name }, "email");
  return invitation;
}

const reviewIsDue = (roles: readonly Role[], draft: InvitationDraft) =>
  roles.some((role) => role.elevated) && draft.reviewed !== "yes";

/** Offers one person, at one address, these roles in the open tenant. */
export async function sendInvitation(tx: TenantTx<"people.invite">, draft: InvitationDraft) {
  const roles = await rolesToGrant(tx, draft.roles, tx.actor.permissions);
  const known = await personAt(tx, draft.email);
  if (known) refuseIfHere(known);
  if (reviewIsDue(roles, draft)) throw new Refusal("review_powers", { name: draft.email });
  const tenant = await ownTenant(tx);
  await refuseIfDead(tx, draft.email, "email");
  await refuseIfDayIsFull(tx, tenant);

  if (known) await beginAgain(tx, known);
  const person = known ?? (await newPerson(tx, draft));
  const expiresAt = lastMoment(tenant, roles);
  const invitation = await openInvitation(tx, person, draft, expiresAt);
  if (known) await rename(tx, known, draft);
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

/** Somebody imported, or invited before, takes the names and the language given now. */
async function rename(
  tx: TenantTx<"people.invite">,
  person: PersonRow,
  draft: InvitationDraft,
): Promise<void> {
  const given = {
    ...(await userNameFor(tx, { userName: draft.userName, email: draft.email, personId: person.id })),
    ...(draft.name && { name: draft.name }),
    ...(draft.language && { language: draft.language }),
  };
  if (Object.keys(given).length > 0)
    await tx
      .update(people)
      .set(given)
      .where(and(eq(people.id, person.id)));
}
