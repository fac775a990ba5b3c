import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { lookUp, withTenant } from "@/lib/access/doors";
import { sendInvitation } from "@/lib/invitations/send";
import { anyEmail, newActor, newMember, newPerson, newTenant, personNow } from "@/lib/testing/factories";
import { accountNow, oldAccount } from "@/lib/testing/legacy";
import { editPerson, PersonEdit, seenOf } from "./edit-person";

type Ada = Actor & { tenantId: string };
type Changes = Partial<Record<"name" | "userName" | "email" | "phone" | "note" | "seen", string>>;

/** The form as it stands, with some fields typed anew. */
async function formOf({ tenantId }: Ada, personId: string, changes: Changes = {}) {
  const { name, userName, phone, note, ...row } = await personNow(tenantId, personId);
  const own = { name, userName, phone, note, ...(row.email && { email: row.email }) };
  const shown = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null));
  const seen = seenOf({ ...row, name, userName, phone, note });
  return PersonEdit.parse({ personId, seen, ...shown, ...changes });
}

const edit = async (ada: Ada, personId: string, changes: Changes = {}) => {
  const form = await formOf(ada, personId, changes);
  return withTenant(ada, "people.edit", (tx) => editPerson(tx, form));
};

const changesOf = async (personId: string) => [
  ...(await lookUp("verify events", (db) =>
    db.execute<{ details: unknown }>(
      sql`select details from events where person_id = ${personId} and action = 'person.changed' order by seq`,
    ),
  )),
];

describe("H8 the identity of somebody who is not invited yet", () => {
  test("takes name, address, user name, number and note, and says only which of them changed", async () => {
    const ada = await newActor("manager");
    const { id } = await newPerson(ada.home);
    const email = anyEmail();
    await edit(ada, id, { name: "Bo Jansen", email, userName: "bo", phone: "06 12345678", note: "Nights" });
    expect(await personNow(ada.tenantId, id)).toMatchObject({
      ...{ name: "Bo Jansen", email, emailKey: email, userName: "bo", userNameKey: "bo" },
      ...{ phone: "+31612345678", note: "Nights" },
    });
    const [{ details } = { details: null }] = await changesOf(id);
    expect(details).toEqual({ fields: ["name", "userName", "email", "phone", "note"] });
  });

  test("corrects the old account it was made from along", async () => {
    const ada = await newActor("owner");
    const account = await oldAccount(ada.home, { email: "old@linde.test" });
    const email = anyEmail();
    await edit(ada, account.personId ?? "", { email, userName: email, name: "Bo Jansen" });
    expect(await accountNow(ada.tenantId, account.id)).toMatchObject({
      ...{ email, emailKey: email, name: "Bo Jansen", standing: "ready" },
    });
  });

  test("gives nobody the address or the user name of another", async () => {
    const ada = await newActor("manager");
    const other = await newPerson(ada.home, { userName: "bo", userNameKey: "bo" });
    const { id } = await newPerson(ada.home);
    await expect(edit(ada, id, { email: other.email })).rejects.toMatchObject({
      ...{ code: "address_taken", field: "email" },
    });
    await expect(edit(ada, id, { userName: "Bo" })).rejects.toMatchObject({
      ...{ code: "user_name_taken", field: "userName" },
    });
  });

  test("takes no number that is none", async () => {
    const ada = await newActor("manager");
    const { id } = await newPerson(ada.home, { phone: "as the list had it" });
    await expect(edit(ada, id, { phone: "12" })).rejects.toMatchObject({
      ...{ code: "number_form", field: "phone" },
    });
    await edit(ada, id, { name: "Bo Jansen" });
    expect((await personNow(ada.tenantId, id)).phone).toBe("as the list had it");
  });
});

test("H9 where the policy says so, a user name that is not the e-mail address is refused at its field", async () => {
  const home = await newTenant({}, { userName: "equals_email" });
  const ada = await newActor("manager", home);
  const { id, email } = await newPerson(home);
  await expect(edit(ada, id, { userName: "anna" })).rejects.toMatchObject({
    ...{ code: "user_name_not_email", field: "userName" },
  });
  await edit(ada, id, { userName: email });
  expect(await personNow(home.id, id)).toMatchObject({ userName: email, userNameKey: email });
  const next = anyEmail();
  await expect(edit(ada, id, { email: next, userName: email })).rejects.toMatchObject({
    code: "user_name_not_email",
  });
});

describe("H8 an address that is more than a line on this form", () => {
  test("is not changed for somebody who signs in by it, nor while an invitation is out", async () => {
    const ada = await newActor("owner");
    const { person } = await newMember(ada.home);
    const { personId } = await withTenant(ada, "people.invite", (tx) =>
      sendInvitation(tx, { email: anyEmail(), roles: [ada.home.roles.member] }),
    );
    for (const id of [person.id, personId])
      await expect(edit(ada, id, { email: anyEmail() })).rejects.toMatchObject({ code: "address_elsewhere" });
    await edit(ada, person.id, { name: "Bo Jansen" });
    expect((await personNow(ada.tenantId, person.id)).name).toBe("Bo Jansen");
  });

  test("left empty is a fault, and not the wish to keep it", async () => {
    const ada = await newActor("owner");
    const { id } = await newPerson(ada.home);
    await expect(formOf(ada, id, { email: "" })).rejects.toThrow("email_missing");
  });
});

describe("H8 what two people change", () => {
  test("is told to the second, and lost to nobody", async () => {
    const ada = await newActor("owner");
    const { id } = await newPerson(ada.home);
    const late = await formOf(ada, id, { note: "Mine" });
    await edit(ada, id, { note: "First" });
    await expect(withTenant(ada, "people.edit", (tx) => editPerson(tx, late))).rejects.toMatchObject({
      code: "person_changed",
    });
    expect((await personNow(ada.tenantId, id)).note).toBe("First");
  });

  test("and the same form sent twice is one change", async () => {
    const ada = await newActor("owner");
    const { id } = await newPerson(ada.home);
    const form = await formOf(ada, id, { note: "Once" });
    const send = () => withTenant(ada, "people.edit", (tx) => editPerson(tx, form));
    await Promise.all([send(), send()]);
    expect(await changesOf(id)).toHaveLength(1);
  });
});

test("H8 nobody changes what is kept of somebody who may do more, or who has left", async () => {
  const ada = await newActor("owner");
  const bo = await newActor("manager", ada.home);
  await expect(edit({ ...bo }, ada.personId, { name: "Eve" })).rejects.toMatchObject({
    code: "person_above_yours",
  });
  const { id } = await newPerson(ada.home, { leftAt: new Date() });
  await expect(edit(ada, id, { name: "Eve" })).rejects.toMatchObject({ code: "already_left" });
});
