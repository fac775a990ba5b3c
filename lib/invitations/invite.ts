import { and, eq } from "drizzle-orm";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { keyOf } from "@/lib/people/email";
import { isRestorable } from "@/lib/people/leaving";
import { otherPerson } from "@/lib/people/managed-person";
import { comeBack } from "@/lib/people/restore";
import { rolesOf } from "./resend";
import { type InvitationDraft, sendInvitation } from "./send";

/** Who left a short while ago and has an account still. */
async function whoLeft(tx: TenantTx<"people.invite">, email: string) {
  const [person] = await tx
    .select()
    .from(people)
    .where(and(eq(people.emailKey, keyOf(email))));
  return person?.identityId && isRestorable(person) ? person : null;
}

/** Power over others and a suspension are given back on the person's own page, where it is asked who does it. */
async function mayComeBack(tx: TenantTx<"people.invite">, person: typeof people.$inferSelect) {
  const roles = await rolesOf(tx, person.id);
  return !person.suspendedAt && !roles.some(({ elevated }) => elevated);
}

/** Inviting somebody who left is restoring them: the roles they had, no new account. */
export async function invitePerson(tx: TenantTx<"people.invite">, draft: InvitationDraft) {
  const left = await whoLeft(tx, draft.email);
  if (!left || !(await mayComeBack(tx, left))) {
    const { personId } = await sendInvitation(tx, draft);
    return { personId, restored: false };
  }
  await comeBack(tx, await otherPerson(tx, left.id));
  return { personId: left.id, restored: true };
}
