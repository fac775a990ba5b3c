import { and, eq, sql } from "drizzle-orm";
import { invitations } from "@/db/schema/invitations";
import { people } from "@/db/schema/people";
import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { hasSecondStep, rulesFor } from "@/lib/sign-in/standing";

type Linked = { tenantId: string; personId: string; invitationId: string; identityId: string };

/** A person has one identity, and an identity is one person of a tenant. */
async function refuseIfAlreadyHere(tx: SystemTx, { tenantId, identityId }: Linked): Promise<void> {
  const [other] = await tx
    .select({ name: people.name })
    .from(people)
    .where(and(eq(people.tenantId, tenantId), eq(people.identityId, identityId)));
  if (other) throw new Refusal("already_here", { name: other.name });
}

/** Joins a person and an identity: the gate Account, and Second step when it is there already or not asked. */
export async function linkPerson(tx: SystemTx, of: Linked): Promise<{ secondStepDue: boolean }> {
  await refuseIfAlreadyHere(tx, of);
  const now = sql`clock_timestamp()`;
  await tx
    .update(people)
    .set({ identityId: of.identityId, accountAt: now, openedAt: sql`coalesce(opened_at, clock_timestamp())` })
    .where(and(eq(people.id, of.personId), eq(people.tenantId, of.tenantId)));
  await tx.update(invitations).set({ acceptedAt: now }).where(eq(invitations.id, of.invitationId));
  const has = await hasSecondStep(tx, of.identityId);
  const { secondStep } = await rulesFor(tx, of.identityId);
  if (has || !secondStep)
    await tx.update(people).set({ secondStepAt: now }).where(eq(people.id, of.personId));
  const found = has ? "found" : "not_asked";
  record(tx, {
    action: "invitation.accepted",
    personId: of.personId,
    identityId: of.identityId,
    subjectId: of.invitationId,
    details: { secondStep: secondStep && !has ? "due" : found },
  });
  return { secondStepDue: secondStep && !has };
}
