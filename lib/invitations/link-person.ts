import { and, eq, isNull, sql } from "drizzle-orm";
import { invitations } from "@/db/schema/invitations";
import { people } from "@/db/schema/people";
import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { cameBy, oldAccountsMoved } from "@/lib/migration/old-accounts-moved";
import { Refusal } from "@/lib/refusal";
import { type SecondStepAsked, secondStepAsked } from "@/lib/sign-in/second-step-asked";
import { hasSecondStep, standingsOf } from "@/lib/sign-in/standing";
import { endOfDayAfter } from "@/lib/time";

type Linked = {
  tenantId: string;
  personId: string;
  invitationId: string;
  identityId: string;
  /** Whether a code was needed besides the link. */
  withCode?: boolean;
};

/** A person has one identity, and an identity is one person of a tenant. */
async function refuseIfAlreadyHere(tx: SystemTx, { tenantId, identityId }: Linked): Promise<void> {
  const [other] = await tx
    .select({ name: people.name })
    .from(people)
    .where(and(eq(people.tenantId, tenantId), eq(people.identityId, identityId)));
  if (other) throw new Refusal("already_here", { name: other.name });
}

type Asked = SecondStepAsked["asked"];

/** What the acceptance writes down about the second step. */
const words: Record<Asked, string> = { no: "not_asked", now: "due", later: "later" };

/** A policy that gives days gives them once, from the acceptance on; nobody with power over others has any. */
async function giveDays(tx: SystemTx, { personId, identityId }: Linked): Promise<void> {
  const standing = (await standingsOf(tx, identityId)).find((one) => one.personId === personId);
  if (!standing || standing.elevated) return;
  const { policy, timeZone } = standing;
  if (policy.secondStep !== "required" || policy.graceDays === 0) return;
  const dueAt = endOfDayAfter(policy.graceDays, timeZone);
  await tx
    .update(people)
    .set({ secondStepDueAt: dueAt })
    .where(and(eq(people.id, personId), isNull(people.secondStepDueAt)));
}

/** What is asked of an identity that has just joined: "no" as well when it is there already. */
async function askedOf(tx: SystemTx, of: Linked): Promise<{ asked: Asked; said: string }> {
  if (await hasSecondStep(tx, of.identityId)) return { asked: "no", said: "found" };
  await giveDays(tx, of);
  const { asked } = await secondStepAsked(tx, of.identityId);
  return { asked, said: words[asked] };
}

/** Joins a person and an identity: the gate Account, and Second step when it is there already or not asked. */
export async function linkPerson(tx: SystemTx, of: Linked): Promise<{ secondStep: Asked }> {
  await refuseIfAlreadyHere(tx, of);
  const now = sql`clock_timestamp()`;
  await tx
    .update(people)
    .set({ identityId: of.identityId, accountAt: now, openedAt: sql`coalesce(opened_at, clock_timestamp())` })
    .where(and(eq(people.id, of.personId), eq(people.tenantId, of.tenantId)));
  await tx.update(invitations).set({ acceptedAt: now }).where(eq(invitations.id, of.invitationId));
  await oldAccountsMoved(tx, { ...of, by: await cameBy(tx, of) });
  const { asked, said } = await askedOf(tx, of);
  if (asked === "no") await tx.update(people).set({ secondStepAt: now }).where(eq(people.id, of.personId));
  record(tx, {
    action: "invitation.accepted",
    personId: of.personId,
    identityId: of.identityId,
    subjectId: of.invitationId,
    details: { secondStep: said, ...(of.withCode && { activationCode: "used" }) },
  });
  return { secondStep: asked };
}
