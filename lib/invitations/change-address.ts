import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Email, keyOf } from "@/lib/people/email";
import { userNameFor } from "@/lib/people/give-user-name";
import { Refusal } from "@/lib/refusal";
import { refuseIfAbove } from "@/lib/roles/grantable";
import { ownTenant } from "@/lib/tenants/own";
import { endActivationCode } from "./activation-code";
import { refuseIfDayIsFull } from "./budget";
import { endLinks } from "./link";
import { mailInvitation } from "./mail";
import { refuseIfDead } from "./refuse-if-dead";
import { openOffer, renew } from "./resend";

export const AddressChange = z.strictObject({ personId: z.uuid("not_found"), email: Email });

/** Everybody of a company has an address of their own. */
export async function refuseIfTaken(tx: TenantTx, personId: string, emailKey: string): Promise<void> {
  const [other] = await tx
    .select({ name: people.name })
    .from(people)
    .where(and(eq(people.emailKey, emailKey), ne(people.id, personId)));
  if (other) throw new Refusal("address_taken", { name: other.name }, "email");
}

/** Before acceptance the inviter may correct the address: every earlier link ends, and a new mail goes to the new one. */
export async function changeAddress(
  tx: TenantTx<"people.invite">,
  { personId, email }: z.output<typeof AddressChange>,
) {
  const { person, invitation } = await openOffer(tx, personId);
  await refuseIfAbove(tx, personId, tx.actor.permissions);
  const emailKey = keyOf(email);
  if (person.emailKey === emailKey) throw new Refusal("address_unchanged", {}, "email");
  await refuseIfTaken(tx, personId, emailKey);
  await refuseIfDead(tx, email, "email");
  await refuseIfDayIsFull(tx, await ownTenant(tx));
  await endLinks(tx, invitation.id, "address_changed");
  await endActivationCode(tx, invitation.id);
  // Until a name is known the address stands in for it.
  const name = person.name === person.email ? { name: email } : {};
  // A user name that is the address goes with it.
  const named =
    person.userNameKey === person.emailKey ? await userNameFor(tx, { userName: email, email, personId }) : {};
  await tx
    .update(people)
    .set({ email, emailKey, ...name, ...named })
    .where(eq(people.id, personId));
  const renewed = await renew(tx, invitation.id, personId);
  await mailInvitation(tx, { ...renewed, personId, resent: false });
  record(tx, {
    action: "invitation.address_changed",
    personId,
    subjectId: invitation.id,
    details: { number: invitation.number },
  });
  return { email, expiresAt: renewed.invitation.expiresAt };
}
