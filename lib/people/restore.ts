import { eq } from "drizzle-orm";
import type { z } from "zod";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { reopenOffer } from "@/lib/invitations/reopen";
import type { PersonChoice } from "@/lib/invitations/resend";
import { Refusal } from "@/lib/refusal";
import { isRestorable, RESTORE_DAYS } from "./leaving";
import { type Managed, otherPerson, refuseIfLeft } from "./managed-person";
import { holdBackLetters, tellPerson } from "./tell-person";
import { lastStepOf } from "./undoable";

type Choice = z.output<typeof PersonChoice>;

/** Whoever never had the mail about the end needs none about the return. */
async function tellOfReturn(tx: TenantTx, person: Managed): Promise<void> {
  if (!(await holdBackLetters(tx, person.id))) await tellPerson(tx, person, "restored");
}

/** Opens the tenant again for somebody who was suspended. */
export async function restoreSuspended(tx: TenantTx<"people.suspend">, { personId }: Choice): Promise<void> {
  const person = await otherPerson(tx, personId);
  refuseIfLeft(person);
  if (!person.suspendedAt) throw new Refusal("not_suspended", { name: person.name });
  await tx.update(people).set({ suspendedAt: null }).where(eq(people.id, personId));
  await tellOfReturn(tx, person);
  record(tx, { action: "person.restored", personId, subjectId: personId, details: { from: "suspended" } });
}

/** Takes the leaving back: the roles and the account never went. */
export async function comeBack(tx: TenantTx, person: Managed): Promise<void> {
  const last = await lastStepOf(tx, person.id);
  await tx.update(people).set({ leftAt: null }).where(eq(people.id, person.id));
  await tellOfReturn(tx, person);
  if (last?.action === "person.removed" && typeof last.details["invitationId"] === "string")
    await reopenOffer(tx, person.id, last.details["invitationId"], last.details);
  record(tx, {
    action: "person.restored",
    personId: person.id,
    subjectId: person.id,
    details: { from: "left" },
  });
}

/** Lets somebody who left in again, with the roles they had; later they are invited anew. */
export async function restoreLeft(tx: TenantTx<"people.remove">, { personId }: Choice): Promise<void> {
  const person = await otherPerson(tx, personId);
  if (!person.leftAt) throw new Refusal("already_here", { name: person.name });
  if (!isRestorable(person)) throw new Refusal("restore_over", { name: person.name, days: RESTORE_DAYS });
  await comeBack(tx, person);
}
