import { and, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { invitations } from "@/db/schema/invitations";
import { legacyAccounts } from "@/db/schema/legacy";
import { personRoles } from "@/db/schema/people";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { newActor, newMember, newPerson, newTenant, personNow } from "@/lib/testing/factories";
import { accountNow, oldAccount, snapshotOf } from "@/lib/testing/legacy";
import { lettersTo } from "@/lib/testing/outbox";
import { createIdentity, createSeparate, moveExisting } from "./create-identity";
import { oldAccountsToMove } from "./old-accounts-to-move";

type Ada = Awaited<ReturnType<typeof newActor>>;
let ada: Ada;

beforeEach(async () => {
  ada = await newActor("owner");
});

const create = (personId: string, by = ada) =>
  withTenant(by, "people.invite", (tx) => createIdentity(tx, { personId }));
const move = (personId: string, accounts: string[] = [], by = ada) =>
  withTenant(by, "migration.run", (tx) => moveExisting(tx, { personId, accounts }));
const apart = (personId: string, by = ada) =>
  withTenant(by, "migration.run", (tx) => createSeparate(tx, { personId }));
const found = (personId: string) =>
  withTenant(ada, "people.view", async (tx) =>
    (await oldAccountsToMove(tx, personId)).map(({ id, how }) => ({ id, how })),
  );

const offersTo = (personId: string) =>
  lookUp("housekeeping", (db) => db.select().from(invitations).where(eq(invitations.personId, personId)));

const eventsOf = async (accountId: string) => {
  const rows = await lookUp("verify events", (db) =>
    db.execute<{ action: string; why: string | null; person_id: string | null }>(sql`
      select action, details ->> 'why' as why, person_id from events
      where tenant_id = ${ada.tenantId} and subject_id = ${accountId} order by seq`),
  );
  return rows.map(({ action, why, person_id }) => ({ action, why, personId: person_id }));
};

describe("H10 creating and e-mailing an identity account", () => {
  test("makes one invitation and one mail, with the roles somebody has, however often it is clicked", async () => {
    const { id, email } = await newPerson(ada.home, { role: "manager" });
    await Promise.all([create(id), create(id)]);
    await create(id);
    expect(await offersTo(id)).toHaveLength(1);
    expect(await lettersTo(email)).toHaveLength(1);
    expect((await personNow(ada.tenantId, id)).stage).toBe("invited");
    const roles = await lookUp("housekeeping", (db) =>
      db.select({ id: personRoles.roleId }).from(personRoles).where(eq(personRoles.personId, id)),
    );
    expect(roles).toEqual([{ id: ada.home.roles.manager }]);
  });

  test("is refused to whoever may do less, and for whom it is too late", async () => {
    const bo = await newActor("manager", ada.home);
    const owner = await newPerson(ada.home, { role: "owner" });
    await expect(create(owner.id, bo)).rejects.toMatchObject({ code: "person_above_yours" });
    const { person } = await newMember(ada.home);
    await expect(create(person.id)).rejects.toMatchObject({ code: "already_started" });
    const left = await newPerson(ada.home, { leftAt: new Date() });
    await expect(create(left.id)).rejects.toMatchObject({ code: "already_left" });
    const paused = await newPerson(ada.home, { suspendedAt: new Date() });
    await expect(create(paused.id)).rejects.toMatchObject({ code: "already_suspended" });
  });
});

test("H9 no account is created for a user name that is not the e-mail address, where the policy says so", async () => {
  const home = await newTenant({}, { userName: "equals_email" });
  ada = await newActor("owner", home);
  const { id, email } = await newPerson(home, { userName: "anna", userNameKey: "anna" });
  await expect(create(id)).rejects.toMatchObject({ code: "user_name_not_email" });
  expect(await lettersTo(email)).toEqual([]);
});

describe("H12 an old account that is there", () => {
  test("is found when it is linked, has the address or only the name, and asked about before anything is sent", async () => {
    const linked = await oldAccount(ada.home, { name: "Bo Jansen" });
    const personId = linked.personId ?? "";
    const { emailKey } = await personNow(ada.tenantId, personId);
    const fault = { person: false, name: "Bo Jansen", verdict: "already_person" };
    const same = await oldAccount(ada.home, { ...fault, email: emailKey ?? "", office: "Noord" });
    const named = await oldAccount(ada.home, fault);
    await oldAccount(ada.home, { ...fault, kept: true });
    expect(await found(personId)).toEqual([
      { id: linked.id, how: "linked" },
      { id: same.id, how: "address" },
      { id: named.id, how: "name" },
    ]);
    await expect(create(personId)).rejects.toMatchObject({ code: "old_account_asked" });
    expect(await offersTo(personId)).toEqual([]);
  });

  test("moved with Yes keeps the same person with their roles, and brings the mail of a move", async () => {
    const account = await oldAccount(ada.home, { role: "manager", hash: { scheme: "bcrypt", hash: "x" } });
    const personId = account.personId ?? "";
    const before = await personNow(ada.tenantId, personId);
    await Promise.all([move(personId), move(personId)]);
    expect(await offersTo(personId)).toHaveLength(1);
    const [letter, second] = await lettersTo(account.email);
    expect(second).toBeUndefined();
    expect(letter?.subject).toMatch(/^Account verification/);
    const now = await personNow(ada.tenantId, personId);
    expect(now).toMatchObject({ name: before.name, createdAt: before.createdAt, stage: "invited" });
    expect(await accountNow(ada.tenantId, account.id)).toMatchObject({ standing: "sent" });
    expect(await eventsOf(account.id)).toContainEqual({ action: "legacy.linked", why: "moves", personId });
  });

  test("that only looked like theirs is linked by Yes, as it was ticked", async () => {
    const { id, email } = await newPerson(ada.home, { name: "Bo Jansen", role: "manager" });
    const fault = { person: false, name: "Bo Jansen", verdict: "already_person" } as const;
    const same = await oldAccount(ada.home, { ...fault, email, isActive: false });
    const named = await oldAccount(ada.home, fault);
    await expect(move(id)).rejects.toMatchObject({ code: "old_account_choose", field: "accounts" });
    await move(id, [same.id]);
    expect(await accountNow(ada.tenantId, same.id)).toMatchObject({ standing: "sent", personId: id });
    expect((await accountNow(ada.tenantId, named.id)).personId).not.toBe(id);
    expect(await lettersTo(email)).toHaveLength(1);
  });

  test("of another company is neither found nor moved", async () => {
    const { id, email } = await newPerson(ada.home, { name: "Bo Jansen" });
    const theirs = await oldAccount(await newTenant(), { person: false, name: "Bo Jansen", email });
    expect(await found(id)).toEqual([]);
    await expect(move(id, [theirs.id])).rejects.toMatchObject({ code: "old_account_choose" });
    expect((await accountNow(theirs.tenantId, theirs.id)).personId).toBeNull();
  });

  test("is moved by nobody who may not invite or not move", async () => {
    const account = await oldAccount(ada.home);
    const bo = await newActor("manager", ada.home);
    await expect(move(account.personId ?? "", [], bo)).rejects.toMatchObject({ code: "not_permitted" });
    expect(await offersTo(account.personId ?? "")).toEqual([]);
  });

  test("that cannot be moved now changes nothing, and says why", async () => {
    const account = await oldAccount(ada.home);
    await withSystem("housekeeping", (tx) =>
      tx.delete(personRoles).where(eq(personRoles.personId, account.personId ?? "")),
    );
    const before = await snapshotOf(ada.tenantId);
    await expect(move(account.personId ?? "")).rejects.toMatchObject({
      code: "move_kept",
      values: { reason: "no_role" },
    });
    expect(await snapshotOf(ada.tenantId)).toEqual(before);
  });
});

describe("H13 No, a separate identity", () => {
  test("leaves the old account behind, mails an ordinary invitation, and writes the answer down", async () => {
    const account = await oldAccount(ada.home, { name: "Bo Jansen" });
    const personId = account.personId ?? "";
    const named = await oldAccount(ada.home, { person: false, name: "Bo Jansen", verdict: "already_person" });
    await Promise.all([apart(personId), apart(personId)]);
    expect(await accountNow(ada.tenantId, account.id)).toMatchObject({
      ...{ standing: "left_out", leftOutWhy: "separate" },
    });
    expect(await eventsOf(account.id)).toEqual([{ action: "legacy.separate", why: "left_out", personId }]);
    const [letter, second] = await lettersTo(account.email);
    expect(second).toBeUndefined();
    expect(letter?.subject).not.toMatch(/^Account verification/);
    // Somebody else may have the same name: that account still moves with its own person.
    const own = await accountNow(ada.tenantId, named.id);
    expect(own).toMatchObject({ kept: true, leftOutAt: null });
    expect(own.personId).not.toBe(personId);
  });
});

describe("H28 an administrator moves the own account first", () => {
  test("by the dialog: it is put with the account that is there, nothing is mailed, and nothing is lost", async () => {
    const mine = await oldAccount(ada.home, {
      personId: ada.personId,
      hash: { scheme: "bcrypt", hash: "x" },
      totp: "JBSWY3DP",
    });
    const before = await personNow(ada.tenantId, ada.personId);
    expect(await move(ada.personId)).toEqual({ personId: ada.personId, isMailed: false });
    expect(await move(ada.personId, [mine.id])).toEqual({ personId: ada.personId, isMailed: false });
    expect(await personNow(ada.tenantId, ada.personId)).toEqual(before);
    expect(await accountNow(ada.tenantId, mine.id)).toMatchObject({
      ...{ standing: "moved", movedBy: "linked", sealedHash: null, sealedTotp: null },
    });
    expect(await lettersTo(before.email ?? "")).toEqual([]);
    // The session goes on with all its rights.
    expect(await withTenant(ada, "policy.edit", async (tx) => tx.actor.personId)).toBe(ada.personId);
  });

  test("found by the own address, with a name of its own in the old system", async () => {
    const { email } = await personNow(ada.tenantId, ada.personId);
    const mine = await oldAccount(ada.home, {
      ...{ person: false, name: "A. Bakker", email: email ?? "", verdict: "already_person", office: "Zuid" },
    });
    expect(await move(ada.personId, [mine.id])).toMatchObject({ isMailed: false });
    const [row] = await lookUp("housekeeping", (db) =>
      db
        .select({ standing: legacyAccounts.standing })
        .from(legacyAccounts)
        .where(and(eq(legacyAccounts.id, mine.id), eq(legacyAccounts.personId, ada.personId))),
    );
    expect(row).toEqual({ standing: "moved" });
  });
});
