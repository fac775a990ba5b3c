import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { showOwnLink } from "@/lib/identity/link-state";
import { sendInvitation } from "@/lib/invitations/send";
import { withdrawInvitation } from "@/lib/invitations/withdraw";
import {
  anyEmail,
  newActor,
  newIdentity,
  newMember,
  newPerson,
  newTenant,
  type Tenant,
} from "@/lib/testing/factories";
import { askFor, forgetTries, lettersTo, linkFor, secretIn, subjectsTo } from "@/lib/testing/recovery";

const NO_ACCOUNT = "There is no Portico account with this address";
const RESET = "Choose a new password";
const KEY = "Set up your key";

const eventsOf = async (identityId: string) => {
  const rows = await lookUp("verify events", (db) =>
    db.execute<{ action: string }>(
      sql`select action from events where identity_id = ${identityId} order by at`,
    ),
  );
  return rows.map(({ action }) => action);
};

const codeOf = async (tenant: Tenant) => {
  const [row] = await lookUp("housekeeping", (db) =>
    db.execute<{ company_code: string }>(sql`select company_code from tenants where id = ${tenant.id}`),
  );
  return row?.company_code ?? "";
};

describe("T3 a forgotten password", () => {
  test("is asked for by the address in any spelling, and mailed with when and from which browser", async () => {
    const { identity } = await newMember(await newTenant());
    await askFor(`  ${identity.email.toUpperCase()} `);
    const [letter] = await lettersTo(identity.email);
    expect(letter?.subject).toBe(RESET);
    expect(letter?.paragraphs[0]).toMatch(/ with Test\.$/);
    expect(letter?.afterButton?.[0]).toContain("30 minutes");
    expect(await showOwnLink(secretIn(letter))).toMatchObject({
      purpose: "reset",
      identityId: identity.id,
      state: "open",
    });
    expect(await eventsOf(identity.id)).toContain("password.reset_asked");
  });

  test("is asked for by a user name and the code of its company, not by the user name alone", async () => {
    const home = await newTenant();
    const { identity } = await newMember(home);
    const userName = `anna.${randomBytes(4).toString("hex")}`;
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update people set user_name = ${userName}, user_name_key = ${userName} where identity_id = ${identity.id}`,
      ),
    );
    await askFor(userName);
    expect(await lettersTo(identity.email)).toEqual([]);
    await askFor(userName, "reset", await codeOf(home));
    expect(await subjectsTo(identity.email)).toEqual([RESET]);
  });

  test("has the shortest link of one's companies, in one's own language", async () => {
    const { identity } = await newMember(await newTenant({}, { preset: "strict" }));
    await newPerson(await newTenant(), { identityId: identity.id });
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update identities set language = 'nl' where id = ${identity.id}`),
    );
    const secret = await linkFor(identity.email);
    const [letter] = await lettersTo(identity.email);
    expect(letter?.subject).toBe("Kies een nieuw wachtwoord");
    const link = await showOwnLink(secret);
    const minutes = ((link?.expiresAt.getTime() ?? 0) - Date.now()) / 60_000;
    expect(Math.round(minutes)).toBe(10);
  });

  test("of an address given up for another goes nowhere", async () => {
    const { identity } = await newMember(await newTenant());
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update identity_addresses set replaced_at = clock_timestamp(), is_primary = false where identity_id = ${identity.id}`,
      ),
    );
    await askFor(identity.email);
    expect(await subjectsTo(identity.email)).not.toContain(RESET);
  });
});

describe("T5 the answer to a question for a mail", () => {
  test("is the same for a known, an invited and an unknown name, and for no address at all", async () => {
    const known = await newIdentity();
    for (const name of [known.email, anyEmail(), "piet", "a".repeat(200)])
      expect(await askFor(name)).toBe("mail");
  });

  test("goes out three times an hour and eight times a day, known or not; then nothing does", async () => {
    const known = await newIdentity();
    const answers: string[] = [];
    for (let n = 0; n < 5; n++) answers.push(await askFor(known.email));
    expect(answers).toEqual(["mail", "mail", "mail", "too_many", "too_many_again"]);
    expect(await lettersTo(known.email)).toHaveLength(3);
    const unknown = anyEmail();
    for (let n = 0; n < 3; n++) await askFor(unknown);
    expect(await askFor(unknown)).toBe("too_many");
  });

  test("a newer link ends the older one, and only of its own kind (T4)", async () => {
    const { identity } = await newMember(await newTenant({}, { preset: "track" }));
    const first = await linkFor(identity.email);
    const key = await linkFor(identity.email, "key");
    const second = await linkFor(identity.email);
    const states = await Promise.all([first, key, second].map((secret) => showOwnLink(secret)));
    expect(states.map((link) => link?.state)).toEqual(["replaced", "open", "open"]);
  });
});

test("T4 the two requests cause two separate mails, in either order", async () => {
  const home = await newTenant({}, { preset: "track" });
  for (const order of [["reset", "key"] as const, ["key", "reset"] as const]) {
    const { identity } = await newMember(home);
    for (const purpose of order) await askFor(identity.email, purpose);
    expect((await subjectsTo(identity.email)).sort()).toEqual([RESET, KEY]);
  }
});

test("S17 an unknown address hears that there is no account, once a day, whatever was asked", async () => {
  const email = anyEmail();
  await askFor(email);
  await askFor(email, "key");
  await forgetTries();
  await askFor(email);
  expect(await subjectsTo(email)).toEqual([NO_ACCOUNT]);
});

describe("somebody who is invited", () => {
  const invite = async () => {
    const ada = await newActor();
    const email = anyEmail();
    const roles = [ada.home.roles.member];
    const { personId } = await withTenant(ada, "people.invite", (tx) => sendInvitation(tx, { email, roles }));
    return { ada, email, personId };
  };

  test("gets the invitation again, and nothing that could set a first password", async () => {
    const { email } = await invite();
    await askFor(email);
    await askFor(email, "key");
    const letters = await lettersTo(email);
    expect(letters).toHaveLength(3);
    for (const letter of letters) expect(letter.button?.href).toMatch(/\/i\//);
  });

  test("hears that there is no account when the invitation was withdrawn", async () => {
    const { ada, email, personId } = await invite();
    await withTenant(ada, "people.invite", (tx) => withdrawInvitation(tx, { personId }));
    await askFor(email);
    expect((await subjectsTo(email))[0]).toBe(NO_ACCOUNT);
  });

  test("by two companies gets both invitations", async () => {
    const { email } = await invite();
    const ben = await newActor();
    await withTenant(ben, "people.invite", (tx) =>
      sendInvitation(tx, { email, roles: [ben.home.roles.member] }),
    );
    await askFor(email);
    expect(await lettersTo(email)).toHaveLength(4);
  });
});

test("a key is mailed only where a company sends keys; else what to do instead", async () => {
  const [modern, track] = [await newTenant(), await newTenant({}, { preset: "track" })];
  const one = await newMember(modern);
  await askFor(one.identity.email, "key");
  expect(await subjectsTo(one.identity.email)).toEqual(["Your key is not sent by mail"]);
  const again = await newMember(track);
  const first = await newMember(track, "member", { secondStep: false });
  for (const [member, hours] of [
    [again, 0.5],
    [first, 24],
  ] as const) {
    const link = await showOwnLink(await linkFor(member.identity.email, "key"));
    expect(((link?.expiresAt.getTime() ?? 0) - Date.now()) / 3_600_000).toBeCloseTo(hours, 1);
  }
});
