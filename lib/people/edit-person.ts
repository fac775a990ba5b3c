import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { legacyAccounts } from "@/db/schema/legacy";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { refuseIfTaken } from "@/lib/invitations/change-address";
import { InvitationDraft } from "@/lib/invitations/send";
import { homeCountryOf } from "@/lib/phones/home-country";
import { mobileNumber } from "@/lib/phones/number";
import { Refusal } from "@/lib/refusal";
import { sha256 } from "@/lib/secrets";
import { ownTenant } from "@/lib/tenants/own";
import { Email, keyOf } from "./email";
import { userNameFor } from "./give-user-name";
import { type Managed, managedPerson, refuseIfLeft } from "./managed-person";
import { PersonName } from "./name";
import { UserName } from "./user-name";

export const PersonEdit = z.strictObject({
  personId: z.uuid("not_found"),
  /** How the person stood when the form was read. */
  seen: z.string().max(64),
  name: PersonName,
  userName: UserName.optional(),
  /** Not on the form of somebody whose address is changed elsewhere. */
  email: Email.optional().readonly(),
  phone: z.string().trim().max(40, "number_long").optional(),
  note: InvitationDraft.shape.note,
  /** Sent by the button that goes on to the account. */
  goesOn: z.literal("yes").optional(),
});
type Edit = z.output<typeof PersonEdit>;

type Shown = Pick<Managed, "name" | "userName" | "email" | "phone" | "note">;

/** One short text for all that the form shows: another one now was changed by somebody else. */
export const seenOf = ({ name, userName, email, phone, note }: Shown): string =>
  sha256(JSON.stringify([name, userName, email, phone, note]))
    .toString("hex")
    .slice(0, 32);

/** Before anybody was invited; later an address is more than a line on this form. */
export const mayChangeEmail = ({ stage }: Pick<Managed, "stage">) => stage === "not_invited";

async function emailFor(tx: TenantTx, person: Managed, email: string | undefined) {
  if (email === undefined) return { email: person.email, emailKey: person.emailKey };
  const emailKey = keyOf(email);
  if (emailKey !== person.emailKey && !mayChangeEmail(person)) throw new Refusal("address_elsewhere");
  await refuseIfTaken(tx, person.id, emailKey);
  return { email, emailKey };
}

/** As it is stored: with its country code. What a list brought stays as it is until somebody types another one. */
async function phoneFor(tx: TenantTx, person: Managed, typed: string | undefined): Promise<string | null> {
  if (!typed || typed === person.phone) return typed ?? null;
  const { timeZone } = await ownTenant(tx);
  const found = mobileNumber(typed, homeCountryOf(timeZone));
  if (!found) throw new Refusal("number_form", {}, "phone");
  return found.number;
}

async function valuesOf(tx: TenantTx, person: Managed, { name, userName, email, phone, note }: Edit) {
  const address = await emailFor(tx, person, email);
  const named = await userNameFor(tx, { userName, email: address.email ?? "", personId: person.id });
  return {
    name,
    ...address,
    userName: named?.userName ?? null,
    userNameKey: named?.userNameKey ?? null,
    phone: await phoneFor(tx, person, phone),
    note: note ?? null,
  };
}

/** The old account somebody was made from is corrected with them, as long as nothing was mailed. */
const changeTheirAccount = (tx: TenantTx, { id, name, email, emailKey, phone }: Managed) =>
  tx
    .update(legacyAccounts)
    .set({ name, email: email ?? "", emailKey, phone })
    .where(
      and(
        sql`tenant_id = app.tenant_id()`,
        eq(legacyAccounts.personId, id),
        eq(legacyAccounts.madePerson, true),
        isNull(legacyAccounts.sentAt),
        isNull(legacyAccounts.movedAt),
      ),
    );

const fieldsOf = ["name", "userName", "email", "phone", "note"] as const;

/** What a company keeps of somebody: name, user name, number, note, and the address until they are invited. */
export async function editPerson(tx: TenantTx<"people.edit">, edit: Edit): Promise<void> {
  const person = await managedPerson(tx, edit.personId);
  refuseIfLeft(person);
  const values = await valuesOf(tx, person, edit);
  const fields = fieldsOf.filter((field) => values[field] !== person[field]);
  // Sent twice, or opened only to go on.
  if (fields.length === 0) return;
  if (edit.seen !== seenOf(person)) throw new Refusal("person_changed", { name: person.name });
  await tx.update(people).set(values).where(eq(people.id, person.id));
  if (person.stage === "not_invited") await changeTheirAccount(tx, { ...person, ...values });
  record(tx, { action: "person.changed", personId: person.id, subjectId: person.id, details: { fields } });
}
