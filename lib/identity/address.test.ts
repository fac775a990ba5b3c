import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { identityAddresses } from "@/db/schema/identities";
import { tokens } from "@/db/schema/tokens";
import { lookUp, withIdentity, withSystem } from "@/lib/access/doors";
import { housekeeping } from "@/lib/jobs/housekeeping";
import { ownPhone } from "@/lib/phones/own-phone";
import { isRefusal } from "@/lib/refusal";
import { flowOf, startFlow } from "@/lib/sign-in/flow";
import { readSession } from "@/lib/sign-in/session";
import {
  anyEmail,
  newIdentity,
  newMember,
  newPerson,
  newSession,
  newTenant,
  personNow,
  selfOf,
  trace,
} from "@/lib/testing/factories";
import { givePasskey } from "@/lib/testing/give-passkey";
import { lettersTo, runJobsOf, secretIn } from "@/lib/testing/outbox";
import { givePhone } from "@/lib/testing/phones";
import { askAddressChange, countAddressChange } from "./change-address";
import { confirmAddress } from "./confirm-address";
import { showOwnLink } from "./link-state";
import { sayNotMe } from "./not-me";
import { tellOwner } from "./tell-owner";
import { undoAddress } from "./undo-address";
import { noteWrongCode } from "./wrong-codes";

const refusalOf = async (work: Promise<unknown>) => {
  const outcome = await work.catch((error) => error);
  return isRefusal(outcome) ? outcome.code : outcome;
};

const ask = async (identityId: string, email: string) => {
  const self = await selfOf(identityId);
  await withIdentity<"session", string>(self, (tx) => askAddressChange(tx, { email }));
  await runJobsOf(identityId);
};

const confirm = (secret: string, sessionId: string | null = null) =>
  withSystem("mailed link", (tx) => confirmAddress(tx, { secret, sessionId }), trace);
const undo = (secret: string) => withSystem("mailed link", (tx) => undoAddress(tx, { secret }), trace);
const notMe = (secret: string) => withSystem("mailed link", (tx) => sayNotMe(tx, { secret }), trace);

const addressesOf = (identityId: string) =>
  lookUp("housekeeping", (db) =>
    db
      .select({
        email: identityAddresses.email,
        isPrimary: identityAddresses.isPrimary,
        isReplaced: sql<boolean>`replaced_at is not null`,
      })
      .from(identityAddresses)
      .where(eq(identityAddresses.identityId, identityId))
      .orderBy(identityAddresses.createdAt),
  );

/** Somebody whose address has just been changed, by the links in the mails. */
async function changed(identityId: string, email = anyEmail()) {
  await ask(identityId, email);
  await confirm(secretIn((await lettersTo(email))[0]));
  await runJobsOf(identityId);
  return email;
}

const elsewhere = [
  { purpose: "recovery", state: "password" },
  { purpose: "activation", state: "second-step" },
] as const;

const begunElsewhere = (identityId: string) =>
  withSystem("sign in", (tx) => Promise.all(elsewhere.map((one) => startFlow(tx, { ...one, identityId }))));

const stillOpen = (secrets: readonly string[]) =>
  Promise.all(elsewhere.map(({ purpose }, n) => flowOf(purpose, secrets[n], trace)));

describe("another e-mail address", () => {
  test("counts from the moment its mailbox has confirmed it, and the old one is kept for seven days", async () => {
    const identity = await newIdentity();
    const email = anyEmail();
    const [before, mine] = [await newSession(identity.id), await selfOf(identity.id)];
    await ask(identity.id, email);
    expect(await addressesOf(identity.id)).toMatchObject([
      { email: identity.email, isPrimary: true },
      { email, isPrimary: false },
    ]);
    const [letter] = await lettersTo(email);
    expect(letter?.subject).toBe("Confirm your new e-mail address");
    await confirm(secretIn(letter), mine.sessionId);
    expect(await addressesOf(identity.id)).toEqual([
      { email: identity.email, isPrimary: false, isReplaced: true },
      { email, isPrimary: true, isReplaced: false },
    ]);
    expect(await readSession(before, false)).toBeNull();
    await runJobsOf(identity.id);
    expect((await lettersTo(email))[0]?.button?.label).toBe("This was not me");
    expect((await lettersTo(identity.email))[0]?.button?.label).toBe("Undo the change");

    const age = (days: number) =>
      withSystem("housekeeping", (tx) =>
        tx.execute(sql`update identity_addresses set replaced_at = now() - make_interval(days => ${days})
          where identity_id = ${identity.id} and replaced_at is not null`),
      );
    await age(6);
    await housekeeping();
    expect(await addressesOf(identity.id)).toHaveLength(2);
    await age(8);
    await housekeeping();
    expect(await addressesOf(identity.id)).toMatchObject([{ email, isPrimary: true }]);
  });

  test("of another account is answered alike; only its mailbox hears of it", async () => {
    const [anna, ben] = [await newIdentity(), await newIdentity()];
    await ask(anna.id, ben.email);
    expect((await lettersTo(ben.email))[0]?.subject).toBe("This address has an account already");
    expect((await lettersTo(ben.email))[0]?.button).toBeUndefined();
    expect((await addressesOf(anna.id))[0]).toMatchObject({ email: anna.email, isPrimary: true });
  });

  test("that became somebody else's meanwhile is refused, and the link is not used up", async () => {
    const [anna, ben] = [await newIdentity(), await newIdentity()];
    const email = anyEmail();
    await ask(anna.id, email);
    const secret = secretIn((await lettersTo(email))[0]);
    await changed(ben.id, email);
    expect(await refusalOf(confirm(secret))).toBe("address_in_use");
    expect((await showOwnLink(secret))?.state).toBe("open");
    expect((await addressesOf(anna.id))[0]).toMatchObject({ isPrimary: true, isReplaced: false });
  });

  test("is asked for again with another one: the earlier link is over", async () => {
    const identity = await newIdentity();
    const [first, second] = [anyEmail(), anyEmail()];
    await ask(identity.id, first);
    await ask(identity.id, second);
    const secret = secretIn((await lettersTo(first))[0]);
    expect((await showOwnLink(secret))?.state).toBe("replaced");
    expect(await refusalOf(confirm(secret))).toBe("link_over");
    await confirm(secretIn((await lettersTo(second))[0]));
    expect((await addressesOf(identity.id)).map(({ email }) => email)).toEqual([identity.email, second]);
  });

  test("is confirmed once of many at the same time", async () => {
    const identity = await newIdentity();
    const email = anyEmail();
    await ask(identity.id, email);
    const secret = secretIn((await lettersTo(email))[0]);
    const answers = await Promise.all(Array.from({ length: 5 }, () => refusalOf(confirm(secret))));
    expect(answers.filter((one) => one === email)).toHaveLength(1);
    expect((await addressesOf(identity.id)).filter(({ isPrimary }) => isPrimary)).toHaveLength(1);
  });

  test("ends a recovery that the old mailbox has begun, and a set-up", async () => {
    const identity = await newIdentity();
    const begun = await begunElsewhere(identity.id);
    await changed(identity.id);
    expect(await stillOpen(begun)).toEqual([null, null]);
  });

  test("can be asked for three times in an hour", async () => {
    const self = await selfOf((await newIdentity()).id);
    for (const _ of [1, 2, 3]) await countAddressChange(self);
    expect(await refusalOf(countAddressChange(self))).toBe("too_many");
  });

  test("ends links to a new password that were mailed before", async () => {
    const identity = await newIdentity();
    await withSystem("deliver messages", (tx) =>
      tellOwner(tx, { identityId: identity.id, notice: "password_changed", trace }),
    );
    await runJobsOf(identity.id);
    await notMe(secretIn((await lettersTo(identity.email))[0]));
    const reset = secretIn((await lettersTo(identity.email))[0]);
    expect(await showOwnLink(reset)).toMatchObject({ purpose: "reset", state: "open" });
    await changed(identity.id);
    expect((await showOwnLink(reset))?.state).toBe("replaced");
  });
});

describe("a company's own address of a person", () => {
  test("follows where it was the same, and nowhere else", async () => {
    const [linde, zon] = [await newTenant(), await newTenant({ name: "Bakkerij Zon" })];
    const { person, identity } = await newMember(linde);
    const elsewhere = await newPerson(zon, { identityId: identity.id, accountAt: new Date() });
    const email = await changed(identity.id);
    expect((await personNow(linde.id, person.id)).email).toBe(email);
    expect((await personNow(zon.id, elsewhere.id)).email).toBe(elsewhere.email);
    const told = await lookUp("verify events", (db) =>
      db.execute<{ tenant_id: string; details: { followed: string } }>(
        sql`select tenant_id, details from events where action = 'address.changed' and identity_id = ${identity.id}`,
      ),
    );
    expect(Object.fromEntries(told.map(({ tenant_id, details }) => [tenant_id, details.followed]))).toEqual({
      [linde.id]: "same",
      [zon.id]: "other",
    });
  });

  test("takes the user name along where the two must be equal", async () => {
    const tenant = await newTenant({}, { userName: "equals_email" });
    const { person, identity } = await newMember(tenant);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update people set user_name = email, user_name_key = email_key where id = ${person.id}`),
    );
    const email = await changed(identity.id);
    expect(await personNow(tenant.id, person.id)).toMatchObject({ userName: email, userNameKey: email });
  });

  test("stays where somebody else there has the new one, and both are told", async () => {
    const tenant = await newTenant();
    const { person, identity } = await newMember(tenant);
    const other = await newPerson(tenant, { name: "Anna Visser" });
    await changed(identity.id, other.email);
    expect((await personNow(tenant.id, person.id)).email).toBe(person.email);
    const letters = await lettersTo(other.email);
    expect(letters.map(({ subject }) => subject)).toContain(
      "Somebody at Zorggroep Linde uses the same address",
    );
    expect(letters.flatMap(({ paragraphs }) => paragraphs).join(" ")).toContain(
      "At Zorggroep Linde your address stays as it was",
    );
  });
});

describe("undoing it", () => {
  test("gives the account back to the old mailbox, ends every session, and tells the new address", async () => {
    const tenant = await newTenant();
    const { person, identity } = await newMember(tenant);
    const email = await changed(identity.id);
    const session = await newSession(identity.id);
    const secret = secretIn((await lettersTo(identity.email))[0]);
    await undo(secret);
    expect(await addressesOf(identity.id)).toEqual([
      { email: identity.email, isPrimary: true, isReplaced: false },
    ]);
    expect(await readSession(session, false)).toBeNull();
    expect((await personNow(tenant.id, person.id)).email).toBe(identity.email);
    expect((await lettersTo(email))[0]?.subject).toBe("A change of e-mail address was undone");
    expect(await refusalOf(undo(secret))).toBe("link_over");
  });

  test("ends a recovery that the new mailbox has begun, and a set-up", async () => {
    const identity = await newIdentity();
    await changed(identity.id);
    const begun = await begunElsewhere(identity.id);
    await undo(secretIn((await lettersTo(identity.email))[0]));
    expect(await stillOpen(begun)).toEqual([null, null]);
  });

  test("works although the address was changed once more since", async () => {
    const identity = await newIdentity();
    await changed(identity.id);
    const secret = secretIn((await lettersTo(identity.email))[0]);
    await changed(identity.id);
    await undo(secret);
    expect(await addressesOf(identity.id)).toMatchObject([{ email: identity.email, isPrimary: true }]);
  });

  test("is over after seven days", async () => {
    const identity = await newIdentity();
    await changed(identity.id);
    const secret = secretIn((await lettersTo(identity.email))[0]);
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update identity_addresses set replaced_at = now() - interval '8 days' where identity_id = ${identity.id} and replaced_at is not null`,
      ),
    );
    expect(await refusalOf(undo(secret))).toBe("link_over");
  });
});

describe("a notice", () => {
  const tell = async (identityId: string, notice: Parameters<typeof tellOwner>[1]["notice"]) => {
    await withSystem("deliver messages", (tx) =>
      tellOwner(tx, { identityId, notice, trace, details: { left: 2 } }),
    );
    return runJobsOf(identityId);
  };

  test("goes to every verified address, once to each, in the language of its owner", async () => {
    const identity = await newIdentity();
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update identities set language = 'nl' where id = ${identity.id}`),
    );
    const email = await changed(identity.id);
    await tell(identity.id, "backup_code_used");
    for (const address of [email, identity.email]) {
      const letters = (await lettersTo(address)).filter(
        ({ subject }) => subject === "Er is een back-upcode gebruikt",
      );
      expect(letters).toHaveLength(1);
      expect(letters[0]?.language).toBe("nl");
      expect(letters[0]?.paragraphs.join(" ")).toContain("U hebt nog 2 back-upcodes.");
    }
    expect((await lettersTo(email))[0]?.button?.label).toBe("Dit was ik niet");
    expect((await lettersTo(identity.email))[0]?.button?.label).toBe("Neem het account terug");
  });

  test("that is newer leaves the button of an older one alive", async () => {
    const identity = await newIdentity();
    await tell(identity.id, "password_changed");
    await tell(identity.id, "authenticator_changed");
    const states = await Promise.all(
      (await lettersTo(identity.email)).map(async (letter) => (await showOwnLink(secretIn(letter)))?.state),
    );
    expect(states).toEqual(["open", "open"]);
  });

  test("holds no secret in the queue or in the log", async () => {
    const identity = await newIdentity();
    const [payload] = await tell(identity.id, "password_changed");
    expect(JSON.stringify(payload)).not.toContain(identity.email);
    const logged = await lookUp("verify events", (db) =>
      db.execute(sql`select details::text from events where identity_id = ${identity.id}`),
    );
    expect(JSON.stringify(logged)).not.toContain("@");
  });

  test("answered with “This was not me” ends sessions, devices and links, and mails a new password's link", async () => {
    const identity = await newIdentity();
    await tell(identity.id, "password_changed");
    const secret = secretIn((await lettersTo(identity.email))[0]);
    const session = await newSession(identity.id);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`insert into trusted_devices (identity_id, hash, expires_at)
        values (${identity.id}, ${sql.raw(`'\\x${crypto.randomUUID().replaceAll("-", "")}'`)}, now() + interval '9 days')`),
    );
    expect((await showOwnLink(secret))?.state).toBe("open");
    expect(await readSession(session, false)).not.toBeNull();

    await notMe(secret);
    expect(await readSession(session, false)).toBeNull();
    const [devices] = await lookUp("housekeeping", (db) =>
      db.execute<{ live: number }>(
        sql`select count(*)::int as live from trusted_devices where identity_id = ${identity.id} and ended_at is null`,
      ),
    );
    expect(devices?.live).toBe(0);
    const [letter] = await lettersTo(identity.email);
    expect(letter?.button?.label).toBe("Set a new password");
    expect(await showOwnLink(secretIn(letter))).toMatchObject({ purpose: "reset", state: "open" });
    expect(await refusalOf(notMe(secret))).toBe("link_over");
    const open = await lookUp("housekeeping", (db) =>
      db
        .select({ purpose: tokens.purpose })
        .from(tokens)
        .where(sql`subject_id = ${identity.id} and spent_at is null and ended_at is null`),
    );
    expect(open).toEqual([{ purpose: "reset" }]);
  });

  test("answered with “This was not me” ends a recovery phone of these days, and leaves an older one", async () => {
    for (const [days, counts] of [
      [1, false],
      [30, true],
    ] as const) {
      const identity = await newIdentity();
      await givePhone(identity.id);
      await withSystem("housekeeping", (tx) =>
        tx.execute(sql`update phones set created_at = now() - make_interval(days => ${days})
          where identity_id = ${identity.id}`),
      );
      await tell(identity.id, "phone_changed");
      await notMe(secretIn((await lettersTo(identity.email))[0]));
      expect((await withSystem("sign in", (tx) => ownPhone(tx, identity.id))) !== null).toBe(counts);
    }
  });

  test("answered with “This was not me” ends a passkey of these days, but never the only second step", async () => {
    const live = (id: string) =>
      lookUp("housekeeping", (db) =>
        db.execute(sql`select 1 from passkeys where identity_id = ${id} and ended_at is null`),
      );
    for (const [appDays, left] of [
      [30, 0],
      [1, 1],
    ] as const) {
      const identity = await newIdentity();
      await withSystem("housekeeping", (tx) =>
        tx.execute(sql`update factors set confirmed_at = now() - make_interval(days => ${appDays})
          where identity_id = ${identity.id}`),
      );
      await givePasskey(identity.id);
      await tell(identity.id, "password_changed");
      await notMe(secretIn((await lettersTo(identity.email))[0]));
      expect(await live(identity.id)).toHaveLength(left);
    }
  });

  test("to an address that was given up since opens nothing: it can only take the account back", async () => {
    const identity = await newIdentity();
    await tell(identity.id, "password_changed");
    const secret = secretIn((await lettersTo(identity.email))[0]);
    await changed(identity.id);
    expect(await refusalOf(notMe(secret))).toBe("link_over");
  });

  test("of an address that was taken away meanwhile opens nothing", async () => {
    const identity = await newIdentity();
    const email = await changed(identity.id);
    await tell(identity.id, "password_changed");
    const theirs = secretIn((await lettersTo(email))[0]);
    const undoLetter = (await lettersTo(identity.email)).find(
      ({ button }) => button?.label === "Undo the change",
    );
    await undo(secretIn(undoLetter));
    expect(await refusalOf(notMe(theirs))).toBe("link_over");
  });

  test("of three wrong codes comes once in an hour", async () => {
    const identity = await newIdentity();
    const of = { identityId: identity.id, trace };
    for (const _ of [1, 2]) await noteWrongCode(of);
    expect(await runJobsOf(identity.id)).toEqual([]);
    for (const _ of [1, 2, 3]) await noteWrongCode(of);
    expect(await runJobsOf(identity.id)).toMatchObject([{ notice: "codes_wrong" }]);
    expect((await lettersTo(identity.email))[0]?.subject).toBe("Three wrong codes after your password");
  });
});
