import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { unseal } from "@/lib/secrets";
import {
  anyEmail,
  newActor,
  newIdentity,
  newMember,
  newPerson,
  newTenant,
  personNow,
} from "@/lib/testing/factories";
import { accountNow, snapshotOf } from "@/lib/testing/legacy";
import { accountsNow, brought, checked, imported, listNow } from "@/lib/testing/old-lists";
import { listOf, sumsOf } from "./lists";
import { mapRole } from "./map-role";

type Ada = Awaited<ReturnType<typeof newActor>>;

const HEAD = "UserName;Office;Name;E-mail;Cell;Active;Role;PasswordHash;HashScheme;Salt;TotpSecret";
const list = (...rows: string[]) => [HEAD, ...rows].join("\n");
const row = (
  name: string,
  email: string,
  rest: Partial<Record<"office" | "active" | "role" | "hash", string>> = {},
) =>
  `${name};${rest.office ?? "Zuid"};${name} Jansen;${email};;${rest.active ?? "true"};${rest.role ?? ""};${rest.hash ?? ""}`;

const peopleOf = (ada: Ada) =>
  lookUp("housekeeping", (db) =>
    db.execute<{ id: string; email: string; stage: string; user_name: string | null; roles: string[] }>(sql`
      select p.id, p.email, p.stage, p.user_name, array(select r.built_in from person_roles pr join roles r on r.id = pr.role_id
        where pr.person_id = p.id) as roles
      from people p where p.tenant_id = ${ada.tenantId} and p.identity_id is null order by p.created_at, p.email`),
  );

const verdictsOf = async (ada: Ada) => (await accountsNow(ada)).map(({ verdict }) => verdict);

describe("H3 a list of old accounts", () => {
  test("H3 makes a person, not invited, of each sound row, and lets each faulty one wait", async () => {
    const ada = await newActor("owner");
    const [one, two] = [anyEmail(), anyEmail()];
    const id = await imported(
      ada,
      list(row("anna", one), row("bo", ""), row("cees", two), row("dirk", "dirk@nowhere")),
    );
    expect(await verdictsOf(ada)).toEqual(["ready", "no_email", "ready", "malformed"]);
    expect((await peopleOf(ada)).map(({ email, stage, roles }) => [email, stage, roles])).toEqual(
      expect.arrayContaining([
        [one, "not_invited", ["member"]],
        [two, "not_invited", ["member"]],
      ]),
    );
    expect(await listNow(ada, id)).toMatchObject({ state: "done", rows: 4, madeBy: ada.personId });
    const [first] = await accountsNow(ada);
    expect(first).toMatchObject({ madePerson: true, office: "Zuid", oldUserName: "anna", standing: "ready" });
    const sent = await lookUp("housekeeping", (db) =>
      db.execute(sql`select 1 from messages where tenant_id = ${ada.tenantId}`),
    );
    expect(sent.length).toBe(0);
  });

  test("H5 keeps the hash and the key of the second step sealed to their row, and shows them to no tenant", async () => {
    const ada = await newActor("owner");
    const hash = "030ea2dc1c1847a2152c3330bc467b79";
    await imported(ada, `${HEAD}\nanna;Zuid;Anna;${anyEmail()};;1;;${hash};MD5;pep7;JBSWY3DPEHPK3PXP`);
    const [account] = await accountsNow(ada);
    const { sealedHash, sealedTotp, hashScheme, id } = await accountNow(ada.tenantId, account?.id ?? "");
    expect(hashScheme).toBe("md5");
    expect(JSON.parse(unseal(sealedHash ?? "", `legacy account ${id} password`))).toMatchObject({
      scheme: "md5",
    });
    expect(JSON.parse(unseal(sealedTotp ?? "", `legacy account ${id} totp`))).toBe("JBSWY3DPEHPK3PXP");
    expect(JSON.stringify(account)).not.toContain(hash);
    const read = withTenant(ada, "migration.view", (tx) =>
      tx.execute(sql`select sealed_hash from legacy_accounts`),
    );
    await expect(read).rejects.toThrow(/permission denied/);
    const told = await lookUp("verify events", (db) =>
      db.execute<{ t: string }>(sql`select details::text as t from events where tenant_id = ${ada.tenantId}`),
    );
    expect(told.map(({ t }) => t).join()).not.toContain(hash);
  });

  test("H3 a row without a user name is refused with its line, one of a scheme nobody knows waits with its name", async () => {
    const ada = await newActor("owner");
    const id = await imported(
      ada,
      list(row("", anyEmail()), row("bo", anyEmail(), { hash: "$argon2i$x" }), row("bo", anyEmail())),
    );
    const sums = await withTenant(ada, "migration.view", async (tx) => sumsOf(tx, await listOf(tx, id)));
    expect(sums).toMatchObject({ added: 1, refused: 2, noUserName: ["2"], twice: ["4"] });
    const [bo] = await accountsNow(ada);
    expect(bo).toMatchObject({
      verdict: "hash_unknown",
      about: { scheme: "aspnet" },
      hashScheme: null,
      personId: null,
    });
  });

  test("H3 the same list twice changes nothing, also where a row was mended in between", async () => {
    const ada = await newActor("owner");
    const text = list(row("anna", anyEmail()), row("bo", ""), row("cees", anyEmail()));
    await imported(ada, text);
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update legacy_accounts set name = 'Mended' where tenant_id = ${ada.tenantId} and old_user_name = 'bo'`,
      ),
    );
    const before = await snapshotOf(ada.tenantId);
    const id = await imported(ada, text);
    expect(await snapshotOf(ada.tenantId)).toEqual(before);
    const sums = await withTenant(ada, "migration.view", async (tx) => sumsOf(tx, await listOf(tx, id)));
    expect(sums).toMatchObject({ same: 3, added: 0, changed: 0 });
  });

  test("H3 a later list changes who has not moved, with their person, and leaves who has", async () => {
    const ada = await newActor("owner");
    const [one, two, three] = [anyEmail(), anyEmail(), anyEmail()];
    await imported(ada, list(row("anna", one), row("bo", ""), row("cees", three)));
    const anna = (await accountsNow(ada))[0];
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update legacy_accounts set sent_at = now() where tenant_id = ${ada.tenantId} and old_user_name = 'cees'`,
      ),
    );
    const other = anyEmail();
    const id = await imported(ada, list(row("anna", other), row("bo", two), row("cees", anyEmail())));
    const sums = await withTenant(ada, "migration.view", async (tx) => sumsOf(tx, await listOf(tx, id)));
    expect(sums).toMatchObject({ changed: 2, left: 1 });
    expect((await personNow(ada.tenantId, anna?.personId ?? "")).email).toBe(other);
    expect((await accountsNow(ada)).map(({ email }) => email)).toEqual([other, two, three]);
    expect((await peopleOf(ada)).length).toBe(3);
  });

  test("H3 two lists at once make nobody twice", async () => {
    const ada = await newActor("owner");
    const text = list(...Array.from({ length: 60 }, (_, n) => row(`anna${n}`, `a${n}@two.test`)));
    const ids = await Promise.all([brought(ada, text), brought(ada, text)]);
    await Promise.all([...ids, ...ids].map((id) => checked(ada, id, 7)));
    expect(await verdictsOf(ada)).toEqual(Array(60).fill("ready"));
    expect((await peopleOf(ada)).length).toBe(60);
  });

  test("H3 the operator's list is checked without anybody of the company, and its people follow its policy", async () => {
    const ada = await newActor("owner", await newTenant({}, { userName: "equals_email" }));
    const email = anyEmail();
    const id = await imported(ada, list(row("anna", email)), { by: "operator" });
    expect(await listNow(ada, id)).toMatchObject({ state: "done", madeBy: null, channel: "operator" });
    expect((await peopleOf(ada))[0]).toMatchObject({ email, user_name: email });
  });

  test("H3 a user name that two offices have is taken by the first, and the other still has a person", async () => {
    const ada = await newActor("owner", await newTenant({}, { userName: "optional" }));
    await imported(ada, list(row("jan", anyEmail()), row("jan", anyEmail(), { office: "Noord" })));
    expect((await peopleOf(ada)).map(({ user_name }) => user_name).sort()).toEqual(["jan", null]);
  });

  test("H3 a user name that came free goes to one of a list's changed and new people, and stops no check", async () => {
    const ada = await newActor("owner");
    const jan = await newPerson(ada.home, { userName: "jan", userNameKey: "jan" });
    const email = anyEmail();
    await imported(ada, list(row("jan", email, { office: "Noord" })));
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update people set user_name = null, user_name_key = null where id = ${jan.id}`),
    );
    const again = list(row("jan", email, { office: "Noord", active: "yes" }), row("jan", anyEmail()));
    const id = await imported(ada, again);
    expect((await listNow(ada, id)).state).toBe("done");
    expect((await peopleOf(ada)).filter(({ user_name }) => user_name === "jan")).toHaveLength(1);
  });

  test("8.3.3 the check stops where who brought the list may not move people any more", async () => {
    const home = await newTenant();
    const [ada, bea] = [await newActor("owner", home), await newActor("administrator", home)];
    const id = await brought(bea, list(row("anna", anyEmail())));
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update person_roles set role_id = ${home.roles.manager} where person_id = ${bea.personId}`,
      ),
    );
    await checked(bea, id);
    expect((await listNow(ada, id)).state).toBe("failed");
    expect(await verdictsOf(ada)).toEqual(["unread"]);
  });
});

describe("H3 the facts an account is judged by", () => {
  test("H3 somebody who is here, by address, by name, or by signing in with it, is proposed and not doubled", async () => {
    const ada = await newActor("owner");
    const known = await newPerson(ada.home, { name: "Known Jansen" });
    const named = await newPerson(ada.home, { name: "named Jansen" });
    const { identity } = await newMember(ada.home);
    const second = anyEmail();
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`insert into identity_addresses (identity_id, email, email_key, verified_at, is_primary)
        values (${identity.id}, ${second}, ${second}, now(), false)`),
    );
    await imported(ada, list(row("one", known.email ?? ""), row("named", anyEmail()), row("three", second)));
    expect(
      (await accountsNow(ada)).map(({ verdict, about }) => [verdict, about["how"], about["person"]]),
    ).toEqual([
      ["already_person", "address", known.id],
      ["already_person", "name", named.id],
      ["signs_in_here", "signs_in", expect.any(String)],
    ]);
  });

  test("H3 of an account at another company nothing is said", async () => {
    const ada = await newActor("owner");
    const elsewhere = await newIdentity();
    await newMember((await newActor("owner")).home, "member", { email: anyEmail() });
    await imported(ada, list(row("anna", elsewhere.email)));
    expect(await verdictsOf(ada)).toEqual(["ready"]);
  });

  test("H3 a word of the old system is a role once somebody said so, for all of them, and the same later", async () => {
    const ada = await newActor("owner");
    await imported(
      ada,
      list(row("a", anyEmail(), { role: "Beheerder" }), row("b", anyEmail(), { role: "BEHEERDER " })),
    );
    expect(await verdictsOf(ada)).toEqual(["role_unknown", "role_unknown"]);
    await withTenant(ada, "migration.run", (tx) =>
      mapRole(tx, { roleKey: "beheerder", role: ada.home.roles.manager }),
    );
    expect(await verdictsOf(ada)).toEqual(["ready", "ready"]);
    expect((await peopleOf(ada)).map(({ roles }) => roles)).toEqual([["manager"], ["manager"]]);
    await withTenant(ada, "migration.run", (tx) =>
      mapRole(tx, { roleKey: "beheerder", role: ada.home.roles.member }),
    );
    expect((await peopleOf(ada)).map(({ roles }) => roles)).toEqual([["member"], ["member"]]);
  });

  test("H3 nobody says that a word is a role above their own, nor imports people into one", async () => {
    const home = await newTenant();
    const [ada, bea] = [await newActor("owner", home), await newActor("administrator", home)];
    await imported(bea, list(row("a", anyEmail(), { role: "Chef" })));
    const asOwner = { roleKey: "chef", role: home.roles.owner };
    await expect(withTenant(bea, "migration.run", (tx) => mapRole(tx, asOwner))).rejects.toMatchObject({
      code: "role_above_yours",
    });
    await withTenant(ada, "migration.run", (tx) => mapRole(tx, asOwner));
    await imported(bea, list(row("b", anyEmail(), { role: "Chef" })));
    expect((await accountsNow(ada)).map(({ verdict }) => verdict).sort()).toEqual(["ready", "role_above"]);
  });
});
