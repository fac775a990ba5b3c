import { eq } from "drizzle-orm";
import { z } from "zod";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { Email, keyOf } from "@/lib/people/email";
import { userNameFor } from "@/lib/people/give-user-name";
import { isRestorable } from "@/lib/people/leaving";
import { PersonName } from "@/lib/people/name";
import { UserName } from "@/lib/people/user-name";
import { Refusal } from "@/lib/refusal";
import { type Role, rolesToGrant } from "@/lib/roles/grantable";
import { type OwnTenant, ownTenant } from "@/lib/tenants/own";
import { refuseIfDayIsFull } from "./budget";
import { termsByHand } from "./offered";
import { refuseIfDead } from "./refuse-if-dead";
import { sendMany } from "./send-many";
import { sendToKnown } from "./send-to-known";

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

/** Somebody new is stored with everything that belongs to the offer at once, as are many. */
async function sendToNew(
  tx: TenantTx<"people.invite">,
  draft: InvitationDraft,
  { tenant, roles }: { tenant: OwnTenant; roles: readonly Role[] },
) {
  const { email, name = "", language = null, note } = draft;
  const named = await userNameFor(tx, draft);
  const [sent] = await sendMany(
    tx,
    [{ line: 1, personId: null, email, emailKey: keyOf(email), name, named, language, roles }],
    termsByHand(tenant, note || null),
  );
  if (!sent) throw new Refusal("already_invited", { name: name || email }, "email");
  return { invitationId: sent.invitationId, personId: sent.personId, email, expiresAt: sent.expiresAt };
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
  const to = { tenant, roles };
  return known ? sendToKnown(tx, known, draft, to) : sendToNew(tx, draft, to);
}
