import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { invitations, stillOpen } from "@/db/schema/invitations";
import { messages } from "@/db/schema/messages";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { closeOffer } from "@/lib/invitations/withdraw";
import { Refusal } from "@/lib/refusal";
import { refuseIfLastOwner } from "@/lib/roles/last-owner";
import { type Managed, otherPerson, refuseIfLeft } from "./managed-person";
import { tellPerson } from "./tell-person";

export const Removal = z.strictObject({
  personId: z.uuid("not_found"),
  /** The person's address, typed once more: nobody is removed by a slip. */
  typed: z.string().trim().min(1, "typed_missing").max(254, "typed_differs"),
});

/** What must be typed: the address, or for somebody without one the name. */
export const nameToType = ({ email, name }: Pick<Managed, "email" | "name">) => email ?? name;

const isSame = (typed: string, wanted: string) =>
  typed.normalize("NFC").toLowerCase() === wanted.normalize("NFC").toLowerCase();

async function withdrawOpenOffer(tx: TenantTx, person: Managed) {
  const [open] = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(eq(invitations.personId, person.id), stillOpen));
  return open ? { invitationId: open.id, ...(await closeOffer(tx, person, open.id)) } : {};
}

const cancelWaiting = (tx: TenantTx, personId: string) =>
  tx
    .update(messages)
    .set({ state: "cancelled", sealed: null })
    .where(and(eq(messages.personId, personId), eq(messages.state, "queued")));

/** Closes the door at once; roles and account wait for a restore, the row stays for good. */
export async function removePerson(
  tx: TenantTx<"people.remove">,
  { personId, typed }: z.output<typeof Removal>,
): Promise<void> {
  const person = await otherPerson(tx, personId);
  refuseIfLeft(person);
  if (!isSame(typed, nameToType(person))) throw new Refusal("address_differs", {}, "typed");
  await refuseIfLastOwner(tx, personId);
  const offer = await withdrawOpenOffer(tx, person);
  await cancelWaiting(tx, personId);
  await tx.update(people).set({ leftAt: sql`clock_timestamp()` }).where(eq(people.id, personId));
  await tellPerson(tx, person, "removed");
  record(tx, { action: "person.removed", personId, subjectId: personId, details: offer });
}
