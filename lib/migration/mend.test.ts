import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { anyEmail, newActor, newMember, newPerson, newTenant, personNow } from "@/lib/testing/factories";
import { snapshotOf } from "@/lib/testing/legacy";
import { accountsNow, brought, checked, imported, listNow } from "@/lib/testing/old-lists";
import { checkAgain } from "./check-again";
import { forgetHashes } from "./forget-hashes";
import { linkAccount } from "./link-account";
import { mapRole } from "./map-role";
import { AccountChange, changeAccount, type Mark, markAccount } from "./mend";

type Ada = Awaited<ReturnType<typeof newActor>>;

const list = (...rows: string[]) =>
  ["UserName;Office;Name;E-mail;Active;Role;PasswordHash;HashScheme", ...rows].join("\n");
const run = <T>(by: Ada, verb: (tx: never) => Promise<T>) =>
  withTenant(by, "migration.run", (tx) => verb(tx as never));
const mark = (by: Ada, accountId: string, one: Mark) =>
  run(by, (tx) => markAccount(tx, { accountId, mark: one }));
const link = (by: Ada, accountId: string, proposed: string) =>
  run(by, (tx) => linkAccount(tx, { accountId, proposed }));
const mend = (by: Ada, accountId: string, email: string, name = "Anna") =>
  run(by, (tx) => changeAccount(tx, { accountId, email, name }));

async function accountsOf(ada: Ada, text: string) {
  await imported(ada, text);
  return idsOf(ada);
}
const idsOf = async (ada: Ada) => (await accountsNow(ada)).map(({ id }) => id);
const verdictsOf = async (ada: Ada) => (await accountsNow(ada)).map(({ verdict }) => verdict);

const actionsOf = (ada: Ada) =>
  lookUp("verify events", (db) =>
    db.execute<{ action: string }>(
      sql`select action from events where tenant_id = ${ada.tenantId} and action like 'legacy.%' order by seq`,
    ),
  );

describe("H3 an account is mended in place", () => {
  test("H3 an address typed makes its person; one that is another's is told", async () => {
    const ada = await newActor("owner");
    const taken = anyEmail();
    const [anna = "", bo = ""] = await accountsOf(
      ada,
      list("anna;Zuid;Anna;", "bo;Zuid;Bo;", `cees;Zuid;Cees;${taken}`),
    );
    const email = anyEmail();
    await mend(ada, anna, email);
    await mend(ada, bo, taken, "Bo");
    expect(await verdictsOf(ada)).toEqual(["ready", "duplicate", "ready"]);
    const [first] = await accountsNow(ada);
    expect(await personNow(ada.tenantId, first?.personId ?? "")).toMatchObject({
      email,
      stage: "not_invited",
    });
  });

  test("H3 what is no address is asked again in its row, and is never stored", () => {
    const accountId = crypto.randomUUID();
    const faultOf = (email: string) =>
      AccountChange.safeParse({ accountId, email, name: "Anna" }).error?.issues[0]?.message;
    expect(["anna@@linde", "anna at linde.nl", "anna@linde.nl", ""].map(faultOf)).toEqual([
      "email_wrong",
      "email_wrong",
      undefined,
      undefined,
    ]);
  });

  test("H3 whoever had the address first keeps it; left out, it goes to the next", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    const [one = ""] = await accountsOf(
      ada,
      list(`a;Zuid;Anna;${email}`, `b;Zuid;Annet;${email}`, `c;Noord;Annie;${email}`),
    );
    expect(await verdictsOf(ada)).toEqual(["ready", "duplicate", "two_offices"]);
    await mark(ada, one, "leave_out");
    // Its person is here by now: a proposal, and no second person with this address.
    expect(await verdictsOf(ada)).toEqual(["left_out", "already_person", "two_offices"]);
    await mark(ada, one, "take_in");
    expect(await verdictsOf(ada)).toEqual(["ready", "duplicate", "two_offices"]);
  });

  test("H3 an account that was switched off keeps its address from nobody", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    const [off = ""] = await accountsOf(
      ada,
      list(`a;Zuid;Anna;${email};false`, `b;Zuid;Annet;${email};true`),
    );
    expect(await verdictsOf(ada)).toEqual(["duplicate", "ready"]);
    await mend(ada, off, anyEmail());
    expect(await verdictsOf(ada)).toEqual(["inactive", "ready"]);
    await mark(ada, off, "keep");
    expect(await verdictsOf(ada)).toEqual(["ready", "ready"]);
  });

  test("H3 the better address is taken, a shared mailbox kept, and accounts of an unknown scheme go on without it", async () => {
    const ada = await newActor("owner");
    const hash = "x".repeat(20);
    const [slip = "", shared = ""] = await accountsOf(
      ada,
      list(
        "a;Zuid;Anna;a@gmial.com",
        "b;Zuid;Bo;info@b.test",
        `c;Zuid;Cees;c@c.test;1;;${hash};argon2i`,
        `d;Zuid;Dirk;d@d.test;1;;${hash};argon2i`,
      ),
    );
    expect(await verdictsOf(ada)).toEqual(["check_address", "shared", "hash_unknown", "hash_unknown"]);
    await mark(ada, slip, "apply");
    await mark(ada, shared, "keep");
    await run(ada, (tx) => forgetHashes(tx, { scheme: "argon2i" }));
    expect(await verdictsOf(ada)).toEqual(["ready", "ready", "ready", "ready"]);
    expect((await accountsNow(ada))[0]?.email).toBe("a@gmail.com");
  });

  test("H3 what is on its way or has moved is changed by nobody", async () => {
    const ada = await newActor("owner");
    const [one = ""] = await accountsOf(ada, list(`a;Zuid;Anna;${anyEmail()}`));
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update legacy_accounts set sent_at = now() where id = ${one}`),
    );
    await expect(mend(ada, one, anyEmail())).rejects.toMatchObject({ code: "account_moved" });
    await expect(mark(ada, one, "leave_out")).rejects.toMatchObject({ code: "account_moved" });
  });

  test("H3 a list whose check stopped goes on in the name of who says so", async () => {
    const home = await newTenant();
    const [ada, bea] = [await newActor("owner", home), await newActor("administrator", home)];
    const importId = await brought(bea, list(`a;Zuid;Anna;${anyEmail()}`));
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update people set left_at = now() where id = ${bea.personId}`),
    );
    await checked(bea, importId);
    expect((await listNow(ada, importId)).state).toBe("failed");
    await run(ada, (tx) => checkAgain(tx, { importId }));
    await checked(ada, importId);
    expect(await listNow(ada, importId)).toMatchObject({ state: "done", madeBy: ada.personId });
    expect(await verdictsOf(ada)).toEqual(["ready"]);
  });
});

test("H3 nobody leads the account of a person who may do more than they to another address, by hand or by a list", async () => {
  const home = await newTenant();
  const [ada, bea] = [await newActor("owner", home), await newActor("administrator", home)];
  const email = anyEmail();
  const [one = ""] = await accountsOf(ada, list(`a;Zuid;Anna;${email};1;Chef`));
  await run(ada, (tx) => mapRole(tx, { roleKey: "chef", role: home.roles.owner }));
  const personId = (await accountsNow(ada))[0]?.personId ?? "";
  await expect(mend(bea, one, anyEmail())).rejects.toMatchObject({ code: "person_above_yours" });
  await expect(mark(bea, one, "leave_out")).rejects.toMatchObject({ code: "person_above_yours" });
  await imported(bea, list(`a;Zuid;Anna;${anyEmail()};1;`));
  expect((await personNow(ada.tenantId, personId)).email).toBe(email);
  await expect(link(bea, one, personId)).rejects.toMatchObject({ code: "person_above_yours" });
});

test("H3 nor before such a person has been made, and no list gives their account another password", async () => {
  const home = await newTenant();
  const [ada, bea] = [await newActor("owner", home), await newActor("administrator", home)];
  const [one = ""] = await accountsOf(ada, list("a;Zuid;Anna;;1;Chef", `b;Zuid;Bo;${anyEmail()};1;Chef`));
  await run(ada, (tx) => mapRole(tx, { roleKey: "chef", role: home.roles.owner }));
  await expect(mend(bea, one, anyEmail())).rejects.toMatchObject({ code: "person_above_yours" });
  const before = (await accountsNow(ada))[1];
  const sha = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
  await imported(bea, list(`b;Zuid;Bo;${before?.email};1;;${sha};sha256`));
  expect((await accountsNow(ada))[1]).toEqual(before);
  const asMember = { roleKey: "chef", role: home.roles.member };
  await expect(run(bea, (tx) => mapRole(tx, asMember))).rejects.toMatchObject({ code: "role_above_yours" });
});

test("8.3.3 what somebody changes for very many is judged by what they may do, not by what who brought the list may", async () => {
  const home = await newTenant();
  const [ada, bea] = [await newActor("owner", home), await newActor("administrator", home)];
  const many = Array.from({ length: 501 }, (_, i) => `p${i};Zuid;P ${i};${anyEmail()};1;Planner`);
  const importId = await imported(ada, list(...many));
  await run(bea, (tx) => mapRole(tx, { roleKey: "planner", role: home.roles.member }));
  expect(await listNow(ada, importId)).toMatchObject({ state: "checking", madeBy: bea.personId });
});

describe("H12 an old account of somebody who is here", () => {
  test("H12 is linked to them: their roles, name and address stay, and nobody is made", async () => {
    const ada = await newActor("owner");
    const { person } = await newMember(ada.home, "manager", { name: "Bea" });
    const [one = ""] = await accountsOf(ada, list(`b;Zuid;Bea Old;${person.email}`));
    const before = await personNow(ada.tenantId, person.id);
    await link(ada, one, person.id);
    expect((await accountsNow(ada))[0]).toMatchObject({
      verdict: "ready",
      personId: person.id,
      madePerson: false,
    });
    expect(await personNow(ada.tenantId, person.id)).toEqual(before);
    await mark(ada, one, "unlink");
    expect((await accountsNow(ada))[0]).toMatchObject({ verdict: "already_person", personId: null });
  });

  test("H12 two offices of one person become one person with two old accounts", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    const [, two = ""] = await accountsOf(ada, list(`a;Zuid;Anna;${email}`, `a;Noord;Anna;${email}`));
    const first = (await accountsNow(ada))[0]?.personId ?? "";
    await link(ada, two, first);
    expect((await accountsNow(ada)).map(({ verdict, personId }) => [verdict, personId])).toEqual([
      ["ready", first],
      ["ready", first],
    ]);
  });

  test("H13 No keeps it apart from who has the same name, and both answers are in the log", async () => {
    const ada = await newActor("owner");
    const bea = await newPerson(ada.home, { name: "Bea Bos" });
    await newPerson(ada.home, { name: "Cor Kok" });
    const [one = "", two = ""] = await accountsOf(
      ada,
      list(`b;Zuid;Bea Bos;${anyEmail()}`, `c;Zuid;Cor Kok;${anyEmail()}`),
    );
    await link(ada, one, bea.id);
    await mark(ada, two, "separate");
    const accounts = await accountsNow(ada);
    expect(accounts.map(({ verdict, madePerson }) => [verdict, madePerson])).toEqual([
      ["ready", false],
      ["ready", true],
    ]);
    const actions = (await actionsOf(ada)).map(({ action }) => action);
    expect(actions.slice(-2)).toEqual(["legacy.linked", "legacy.separate"]);
  });

  test("H12 is linked only to whom was shown, and to nobody who may do more than the one who links", async () => {
    const home = await newTenant();
    const ada = await newActor("owner", home);
    const bea = await newActor("administrator", home);
    const other = await newPerson(home);
    const boss = await newPerson(home, { role: "owner" });
    const [one = ""] = await accountsOf(bea, list(`o;Zuid;Boss;${boss.email}`));
    await expect(link(ada, one, other.id)).rejects.toMatchObject({ code: "import_moved" });
    await expect(link(bea, one, boss.id)).rejects.toMatchObject({ code: "person_above_yours" });
    await link(ada, one, boss.id);
  });
});

test("another company's old accounts are not there, and nothing changes on either side", async () => {
  const [ada, eve] = [await newActor("owner"), await newActor("owner")];
  const known = await newPerson(ada.home);
  const [one = ""] = await accountsOf(
    ada,
    list(`a;Zuid;Anna;${known.email};1;Chef`, "b;Zuid;Bo;;1;Chef", "c;Zuid;Cees;c@c.test;1;;xxx;argon2i"),
  );
  const importId = (await accountsNow(ada))[0]?.importId ?? "";
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update legacy_imports set state = 'failed' where id = ${importId}`),
  );
  const before = [await snapshotOf(ada.tenantId), await snapshotOf(eve.tenantId)];
  const acts = [
    () => mend(eve, one, anyEmail()),
    () => mark(eve, one, "leave_out"),
    () => link(eve, one, known.id),
    () => run(eve, (tx) => mapRole(tx, { roleKey: "chef", role: eve.home.roles.member })),
    () => run(eve, (tx) => mapRole(tx, { roleKey: "chef", role: ada.home.roles.member })),
  ];
  for (const act of acts) await expect(act()).rejects.toMatchObject({ code: "not_found" });
  await expect(run(eve, (tx) => checkAgain(tx, { importId }))).rejects.toMatchObject({
    code: "import_moved",
  });
  await run(eve, (tx) => forgetHashes(tx, { scheme: "argon2i" }));
  expect([await snapshotOf(ada.tenantId), await snapshotOf(eve.tenantId)]).toEqual(before);
});
