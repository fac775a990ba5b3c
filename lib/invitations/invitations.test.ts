import { desc, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { messages } from "@/db/schema/messages";
import type { Actor } from "@/lib/access/actor";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import type { Letter } from "@/lib/mail/letter";
import { sealedFor } from "@/lib/mail/post";
import { statusOf } from "@/lib/people/status";
import { unseal } from "@/lib/secrets";
import {
  anyEmail,
  newActor,
  newIdentity,
  newMember,
  newPerson,
  newTenant,
  passwordHash,
  personNow,
  type Tenant,
  trace,
} from "@/lib/testing/factories";
import { acceptInvitation } from "./accept";
import { refuseIfSentTooOften } from "./budget";
import { changeAddress } from "./change-address";
import { declineInvitation } from "./decline";
import { invitationsFor, joinTenant } from "./join";
import { showInvitation } from "./link-state";
import { markOpened } from "./opened";
import { requestInvitationAgain } from "./request-again";
import { resendInvitation } from "./resend";
import { InvitationDraft, sendInvitation } from "./send";
import { withdrawInvitation } from "./withdraw";

type Home = Awaited<ReturnType<typeof newActor>>;

const draft = (home: Tenant, email: string, more: Partial<InvitationDraft> = {}): InvitationDraft => ({
  email,
  roles: [home.roles.member],
  ...more,
});

const invite = (ada: Home, email = anyEmail(), more: Partial<InvitationDraft> = {}) =>
  withTenant(ada, "people.invite", (tx) => sendInvitation(tx, draft(ada.home, email, more)));

const act = <T>(ada: Actor, work: Parameters<typeof withTenant<"people.invite", T>>[2]) =>
  withTenant(ada, "people.invite", work);

async function lettersTo(email: string): Promise<Letter[]> {
  const rows = await lookUp("deliver messages", (db) =>
    db.select().from(messages).where(eq(messages.address, email)).orderBy(desc(messages.createdAt)),
  );
  return rows.map((row) => JSON.parse(unseal(row.sealed ?? "", sealedFor(row.id))) as Letter);
}

async function linkTo(email: string): Promise<string> {
  const [letter] = await lettersTo(email);
  const secret = /\/i\/([\w-]{43})/.exec(letter?.button?.href ?? "")?.[1];
  if (!secret) throw new Error("no link was mailed");
  return secret;
}

const accept = async (secret: string, name = "Anna de Vries") =>
  withSystem(
    "accept invitation",
    async (tx) => acceptInvitation(tx, { secret, name, passwordHash: await passwordHash() }),
    trace,
  );

const stateOf = async (secret: string) => (await showInvitation(secret))?.state;

const expire = (personId: string, hours = 1) =>
  withSystem("housekeeping", async (tx) => {
    const past = sql`clock_timestamp() - make_interval(hours => ${hours})`;
    await tx.execute(sql`update invitations set expires_at = ${past} where person_id = ${personId}`);
    await tx.execute(sql`update people set expires_at = ${past} where id = ${personId}`);
    await tx.execute(
      sql`update tokens set expires_at = ${past} where subject_id in (select id from invitations where person_id = ${personId})`,
    );
  });

describe("sending an invitation", () => {
  test("S1 S3 an administrator's invitation leaves a person, an open offer and a mail that names both", async () => {
    const ada = await newActor("administrator");
    const email = anyEmail();
    const { personId } = await invite(ada, email, { name: "Anna de Vries" });

    const person = await personNow(ada.tenantId, personId);
    expect(statusOf(person, new Date())).toBe("invited");
    const [letter] = await lettersTo(email);
    expect(letter?.subject).toBe("Ada Bakker invited you to Zorggroep Linde");
    expect(letter?.button?.label).toBe("Accept invitation");
    expect(JSON.stringify(letter)).toContain(email);
  });

  test("S2 an invitation without a role is not understood", () => {
    const parsed = InvitationDraft.safeParse({ email: anyEmail(), roles: [] });
    expect(parsed.error?.issues[0]?.message).toBe("role_missing");
  });

  test("S4 a policy of 30 days gives an invitation that ends at the midnight after the 30th day", async () => {
    const home = await newTenant({}, { invitationDays: 30 });
    const ada = await newActor("owner", home);
    const { expiresAt } = await invite(ada);
    const days = (expiresAt.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThan(31.1);
    expect(
      new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Amsterdam", timeStyle: "medium" }).format(
        expiresAt,
      ),
    ).toBe("00:00:00");
  });

  test("into a role with power over others it asks for a second look and works seven days at most", async () => {
    const home = await newTenant({}, { invitationDays: 30 });
    const ada = await newActor("owner", home);
    const powerful = { roles: [home.roles.administrator] };
    await expect(invite(ada, anyEmail(), powerful)).rejects.toMatchObject({ code: "review_powers" });
    const { expiresAt } = await invite(ada, anyEmail(), { ...powerful, reviewed: "yes" });
    expect((expiresAt.getTime() - Date.now()) / 86_400_000).toBeLessThan(8.1);
  });

  test("nobody grants what they do not hold", async () => {
    const home = await newTenant();
    const manager = await newActor("manager", home);
    await expect(
      invite(manager, anyEmail(), { roles: [home.roles.owner], reviewed: "yes" }),
    ).rejects.toMatchObject({ code: "role_above_yours" });
  });

  test("a role of another tenant is unknown here", async () => {
    const ada = await newActor("owner");
    const elsewhere = await newTenant();
    await expect(invite(ada, anyEmail(), { roles: [elsewhere.roles.member] })).rejects.toMatchObject({
      code: "role_unknown",
    });
  });

  test("is refused to a member", async () => {
    await expect(invite(await newActor("member"))).rejects.toMatchObject({ code: "not_permitted" });
  });

  test("of two administrators at once one sends, and the other is told that it is open", async () => {
    const home = await newTenant();
    const [ada, ben] = [await newActor("owner", home), await newActor("administrator", home)];
    const email = anyEmail();
    const outcomes = await Promise.allSettled([invite(ada, email), invite(ben, email)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "already_invited" },
    });
    expect(await lettersTo(email)).toHaveLength(1);
  });

  test.each([
    ["active", { activeAt: new Date(), accountAt: new Date() }, "already_here"],
    ["started", { accountAt: new Date() }, "already_started"],
    ["suspended", { accountAt: new Date(), suspendedAt: new Date() }, "already_suspended"],
    ["left", { accountAt: new Date(), leftAt: new Date() }, "already_left"],
  ])(
    "somebody who is %s is not invited again, and the sentence says which",
    async (_state, moments, code) => {
      const ada = await newActor("owner");
      const identity = await newIdentity();
      await newPerson(ada.home, { email: identity.email, identityId: identity.id, ...moments });
      await expect(invite(ada, identity.email)).rejects.toMatchObject({ code, field: "email" });
    },
  );

  test("two spellings of one address are one person", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    await invite(ada, email);
    await expect(invite(ada, ` ${email.toUpperCase()} `.trim())).rejects.toMatchObject({
      code: "already_invited",
    });
  });

  test("a day's budget that is used up says so and until when", async () => {
    const ada = await newActor("owner");
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update tenants set invites_per_day = 1 where id = ${ada.tenantId}`),
    );
    await invite(ada);
    await expect(invite(ada)).rejects.toMatchObject({ code: "daily_limit", values: { most: 1 } });
  });
});

describe("accepting", () => {
  test("S28 makes one identity and its link, and the next is the second step", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    const { personId } = await invite(ada, email);
    const accepted = await accept(await linkTo(email), "Anna van Dam");
    expect(accepted).toHaveProperty("flow");
    const person = await personNow(ada.tenantId, personId);
    expect(person).toMatchObject({ name: "Anna van Dam", secondStepAt: null, activeAt: null });
    expect(person.accountAt).not.toBeNull();
    expect(statusOf(person, new Date())).toBe("started");
  });

  test("of fifty at once one succeeds", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    await invite(ada, email);
    const secret = await linkTo(email);
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => accept(secret)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  }, 60_000);

  test("S26 a link that was spent leads to the page that says so, however often it is opened", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    await invite(ada, email);
    const secret = await linkTo(email);
    for (let look = 0; look < 20; look++) expect(await stateOf(secret)).toBe("open");
    await accept(secret);
    expect(await stateOf(secret)).toBe("accepted");
    await expect(accept(secret)).rejects.toMatchObject({ code: "invitation_closed" });
  });

  test("where no second step is asked the person is active with the password", async () => {
    const home = await newTenant({}, { secondStep: "offered" });
    const ada = await newActor("owner", home);
    const email = anyEmail();
    const { personId } = await invite(ada, email);
    expect(await accept(await linkTo(email))).toHaveProperty("arrival.session");
    expect((await personNow(ada.tenantId, personId)).activeAt).not.toBeNull();
  });

  test("works on the last evening and not the next morning, over a change to summer time", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    const { expiresAt } = await invite(ada, email);
    const secret = await linkTo(email);
    expect((await showInvitation(secret, new Date(expiresAt.getTime() - 60_000)))?.state).toBe("open");
    expect((await showInvitation(secret, new Date(expiresAt.getTime() + 1000)))?.state).toBe("expired");
  });

  test("two invitations open in two tabs each accept their own", async () => {
    const [ada, ben] = [await newActor("owner"), await newActor("owner")];
    const [first, second] = [anyEmail(), anyEmail()];
    const a = await invite(ada, first);
    const b = await invite(ben, second);
    await accept(await linkTo(second));
    expect((await personNow(ada.tenantId, a.personId)).accountAt).toBeNull();
    expect((await personNow(ben.tenantId, b.personId)).accountAt).not.toBeNull();
  });
});

describe("joining with an account that is there", () => {
  test("S15 S28 an open invitation to a verified address always shows, and joining needs no new password", async () => {
    const { identity } = await newMember(await newTenant());
    const ben = await newActor("owner");
    const { personId } = await invite(ben, identity.email);
    expect((await lettersTo(identity.email))[0]?.subject).toContain("Join Zorggroep Linde");
    const [open] = await invitationsFor(identity.id);
    await withSystem(
      "accept invitation",
      (tx) => joinTenant(tx, { identityId: identity.id, invitationId: open?.invitationId ?? "" }),
      trace,
    );
    const person = await personNow(ben.tenantId, personId);
    expect(person.identityId).toBe(identity.id);
    expect(person.activeAt).not.toBeNull();
  });

  test("an address that was given up for another joins nothing any more", async () => {
    const { identity } = await newMember(await newTenant());
    const ben = await newActor("owner");
    const { invitationId } = await invite(ben, identity.email);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update identity_addresses set replaced_at = now() where identity_id = ${identity.id}`),
    );
    expect(await invitationsFor(identity.id)).toEqual([]);
    const join = withSystem(
      "accept invitation",
      (tx) => joinTenant(tx, { identityId: identity.id, invitationId }),
      trace,
    );
    await expect(join).rejects.toMatchObject({ code: "invitation_closed" });
  });

  test("S27 an identity whose addresses are others cannot join, and nothing changes", async () => {
    const ben = await newActor("owner");
    const email = anyEmail();
    const { personId, invitationId } = await invite(ben, email);
    const stranger = await newIdentity();
    const join = withSystem(
      "accept invitation",
      (tx) => joinTenant(tx, { identityId: stranger.id, invitationId }),
      trace,
    );
    await expect(join).rejects.toMatchObject({ code: "invitation_closed" });
    expect((await personNow(ben.tenantId, personId)).identityId).toBeNull();
  });

  test("the page for somebody new is refused when the address has an account by then", async () => {
    const ben = await newActor("owner");
    const email = anyEmail();
    await invite(ben, email);
    await newIdentity({ email });
    await expect(accept(await linkTo(email))).rejects.toMatchObject({ code: "account_exists" });
  });
});

describe("what ends a link", () => {
  test("S26 a resend gives a new link and a new date, and the old link says that a newer mail exists", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    const { personId } = await invite(ada, email);
    const first = await linkTo(email);
    await act(ada, (tx) => resendInvitation(tx, { personId }));
    expect(await stateOf(first)).toBe("replaced");
    await expect(accept(first)).rejects.toMatchObject({ code: "invitation_closed" });
    await accept(await linkTo(email));
  });

  test("S26 a withdrawal ends every link, and the person is not invited any more", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    const { personId } = await invite(ada, email);
    const secret = await linkTo(email);
    await act(ada, (tx) => withdrawInvitation(tx, { personId }));
    expect(await stateOf(secret)).toBe("withdrawn");
    expect(statusOf(await personNow(ada.tenantId, personId), new Date())).toBe("not_invited");
    await expect(accept(secret)).rejects.toMatchObject({ code: "invitation_closed" });
  });

  test("S19 a corrected address ends every earlier link, which then shows no new address", async () => {
    const ada = await newActor("owner");
    const [wrong, right] = [anyEmail(), anyEmail()];
    const { personId } = await invite(ada, wrong);
    const old = await linkTo(wrong);
    await act(ada, (tx) => changeAddress(tx, { personId, email: right }));
    const shown = await showInvitation(old);
    expect(shown?.state).toBe("address_changed");
    expect(JSON.stringify(shown)).not.toContain(right);
    const again = withSystem("request invitation again", (tx) => requestInvitationAgain(tx, { secret: old }));
    await expect(again).rejects.toMatchObject({ code: "invitation_closed" });
    await accept(await linkTo(right));
  });

  test("a corrected address that a colleague has is refused by name", async () => {
    const ada = await newActor("owner");
    const colleague = await newPerson(ada.home, { name: "Bo Jansen" });
    const { personId } = await invite(ada);
    const change = act(ada, (tx) => changeAddress(tx, { personId, email: colleague.email }));
    await expect(change).rejects.toMatchObject({ code: "address_taken", values: { name: "Bo Jansen" } });
  });

  test("declining closes the invitation and tells the inviter", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    const { personId } = await invite(ada, email);
    const secret = await linkTo(email);
    await withSystem("mailed link", (tx) => declineInvitation(tx, { secret }));
    expect(await stateOf(secret)).toBe("declined");
    expect(statusOf(await personNow(ada.tenantId, personId), new Date())).toBe("not_invited");
    const adas = await personNow(ada.tenantId, ada.personId);
    expect(await lettersTo(adas.email ?? "")).toHaveLength(1);
  });
});

describe("an expired invitation", () => {
  test("S4 is sent again by itself once, and the inviter is told; the second time it is a question", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    const { personId } = await invite(ada, email);
    const first = await linkTo(email);
    await expire(personId);
    expect(await stateOf(first)).toBe("expired");
    await expect(accept(first)).rejects.toMatchObject({ code: "invitation_closed" });
    const again = (secret: string) =>
      withSystem("request invitation again", (tx) => requestInvitationAgain(tx, { secret }));
    expect(await again(first)).toBe("sent");
    const second = await linkTo(email);
    expect(second).not.toBe(first);
    await expire(personId);
    expect(await again(second)).toBe("asked");
    expect(await linkTo(email)).toBe(second);
  });

  test("is not sent again by itself after 30 days, nor when the inviter may not invite any more", async () => {
    const again = (secret: string) =>
      withSystem("request invitation again", (tx) => requestInvitationAgain(tx, { secret }));
    const ada = await newActor("owner");
    const email = anyEmail();
    const { personId } = await invite(ada, email);
    await expire(personId, 31 * 24);
    expect(await again(await linkTo(email))).toBe("asked");

    const ben = await newActor("manager");
    const other = anyEmail();
    const invited = await invite(ben, other);
    await expire(invited.personId);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update people set suspended_at = now() where id = ${ben.personId}`),
    );
    expect(await again(await linkTo(other))).toBe("asked");
  });

  test("invited again by an administrator gets a new date on the same row", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    const { personId, invitationId } = await invite(ada, email);
    await expire(personId);
    const again = await invite(ada, email);
    expect(again).toMatchObject({ personId, invitationId });
    expect(statusOf(await personNow(ada.tenantId, personId), new Date())).toBe("invited");
  });
});

describe("the gate Opened", () => {
  test("is set once by a person's touch, and not by a link that has ended", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    const { personId } = await invite(ada, email);
    const old = await linkTo(email);
    await act(ada, (tx) => resendInvitation(tx, { personId }));
    const touch = (secret: string) => withSystem("mailed link", (tx) => markOpened(tx, { secret }));
    await touch(old);
    expect((await personNow(ada.tenantId, personId)).openedAt).toBeNull();
    await touch(await linkTo(email));
    const { openedAt } = await personNow(ada.tenantId, personId);
    expect(openedAt).not.toBeNull();
    await touch(await linkTo(email));
    expect((await personNow(ada.tenantId, personId)).openedAt).toEqual(openedAt);
  });
});

describe("two tenants", () => {
  test("the same address is a person of each, and neither sees the other's", async () => {
    const [ada, ben] = [await newActor("owner"), await newActor("owner")];
    const email = anyEmail();
    const a = await invite(ada, email);
    const b = await invite(ben, email);
    expect(a.personId).not.toBe(b.personId);
    const foreign = act(ada, (tx) => resendInvitation(tx, { personId: b.personId }));
    await expect(foreign).rejects.toMatchObject({ code: "invitation_closed" });
    expect(await lettersTo(email)).toHaveLength(2);
  });
});

describe("who leads an offer elsewhere", () => {
  test("holds its roles: a manager neither corrects nor resends an administrator's invitation", async () => {
    const home = await newTenant();
    const [ada, max] = [await newActor("owner", home), await newActor("manager", home)];
    const email = anyEmail();
    const powerful = { roles: [home.roles.administrator], reviewed: "yes" as const };
    const { personId } = await invite(ada, email, powerful);
    const own = anyEmail();
    const takeOver = act(max, (tx) => changeAddress(tx, { personId, email: own }));
    await expect(takeOver).rejects.toMatchObject({ code: "offer_above_yours" });
    const renewal = act(max, (tx) => resendInvitation(tx, { personId }));
    await expect(renewal).rejects.toMatchObject({ code: "offer_above_yours" });
    expect(await lettersTo(own)).toHaveLength(0);
    expect(await stateOf(await linkTo(email))).toBe("open");
  });

  test("may be a manager where the offer allows no more than they hold", async () => {
    const home = await newTenant();
    const [ada, max] = [await newActor("owner", home), await newActor("manager", home)];
    const { personId } = await invite(ada);
    const right = anyEmail();
    await act(max, (tx) => changeAddress(tx, { personId, email: right }));
    expect(await lettersTo(right)).toHaveLength(1);
  });

  test("is not the mailbox of a corrected address: its link declines nothing", async () => {
    const ada = await newActor("owner");
    const [wrong, right] = [anyEmail(), anyEmail()];
    const { personId } = await invite(ada, wrong);
    const old = await linkTo(wrong);
    await act(ada, (tx) => changeAddress(tx, { personId, email: right }));
    const declined = withSystem("mailed link", (tx) => declineInvitation(tx, { secret: old }));
    await expect(declined).rejects.toMatchObject({ code: "invitation_closed" });
    expect(await stateOf(await linkTo(right))).toBe("open");
  });
});

test("two companies' links to one new address, accepted at once, make one account", async () => {
  const email = anyEmail();
  const secrets: string[] = [];
  for (const inviter of [await newActor("owner"), await newActor("owner")]) {
    await invite(inviter, email);
    secrets.push(await linkTo(email));
  }
  const outcomes = await Promise.allSettled(secrets.map((secret) => accept(secret)));
  const refused = outcomes.filter((one) => one.status === "rejected");
  expect(refused).toMatchObject([{ reason: { code: "account_exists" } }]);
});

test("nobody joins a company that the platform has paused", async () => {
  const ada = await newActor("owner");
  const email = anyEmail();
  await invite(ada, email);
  const secret = await linkTo(email);
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update tenants set suspended_at = now() where id = ${ada.tenantId}`),
  );
  await expect(accept(secret)).rejects.toMatchObject({ code: "invitation_closed" });
});

test("a new link is sent three times an hour for one invitation, wherever it is asked for", async () => {
  const ada = await newActor("owner");
  const email = anyEmail();
  const { personId } = await invite(ada, email);
  const secret = await linkTo(email);
  for (let times = 0; times < 3; times++) await refuseIfSentTooOften(secret);
  await act(ada, (tx) => resendInvitation(tx, { personId }));
  await expect(refuseIfSentTooOften(await linkTo(email))).rejects.toMatchObject({ code: "too_many" });
});

test("a note holds no characters that turn or hide text", () => {
  const noted = (note: string) =>
    InvitationDraft.safeParse({ email: anyEmail(), roles: [crypto.randomUUID()], note }).success;
  expect(noted("Welcome!\r\nSee you \u{1f469}\u200d\u{1f4bb}")).toBe(true);
  for (const hidden of ["\0", "\u202e", "\u200b", "\u001b"]) expect(noted(`a${hidden}b`)).toBe(false);
});
