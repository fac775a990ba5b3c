import { and, desc, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { events } from "@/db/schema/events";
import { invitations } from "@/db/schema/invitations";
import { messages } from "@/db/schema/messages";
import { people, personRoles } from "@/db/schema/people";
import type { Actor } from "@/lib/access/actor";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import type { BuiltInRole } from "@/lib/access/permissions";
import { invitePerson } from "@/lib/invitations/invite";
import { showInvitation } from "@/lib/invitations/link-state";
import { undoWithdrawal } from "@/lib/invitations/reopen";
import { sendInvitation } from "@/lib/invitations/send";
import { withdrawInvitation } from "@/lib/invitations/withdraw";
import { forgetLeft } from "@/lib/jobs/forget-left";
import { changeRolesOf } from "@/lib/roles/change-roles-of";
import { readSession } from "@/lib/sign-in/session";
import {
  anyEmail,
  newActor,
  newMember,
  newPerson,
  newRole,
  newSession,
  newTenant,
  personNow,
  type Tenant,
} from "@/lib/testing/factories";
import { lettersTo } from "@/lib/testing/outbox";
import { endSessionsOf, refuseIfEndedTooOften } from "./end-sessions";
import { removePerson } from "./remove";
import { restoreLeft, restoreSuspended } from "./restore";
import { statusOf } from "./status";
import { suspendPerson } from "./suspend";
import { lastStepOf } from "./undoable";

const suspend = (actor: Actor, personId: string) =>
  withTenant(actor, "people.suspend", (tx) => suspendPerson(tx, { personId }));
const restore = (actor: Actor, personId: string) =>
  withTenant(actor, "people.suspend", (tx) => restoreSuspended(tx, { personId }));
const bringBack = (actor: Actor, personId: string) =>
  withTenant(actor, "people.remove", (tx) => restoreLeft(tx, { personId }));
const endSessions = (actor: Actor, personId: string) =>
  withTenant(actor, "people.endSessions", (tx) => endSessionsOf(tx, { personId }));
const setRoles = (actor: Actor, personId: string, roles: string[], reviewed?: "yes") =>
  withTenant(actor, "people.changeRoles", (tx) =>
    changeRolesOf(tx, { personId, roles, ...(reviewed && { reviewed }) }),
  );
const remove = async (actor: Actor & { tenantId: string }, personId: string) => {
  const { email, name } = await personNow(actor.tenantId, personId);
  return withTenant(actor, "people.remove", (tx) => removePerson(tx, { personId, typed: email ?? name }));
};
const invite = (actor: Actor & { home: Tenant }, email = anyEmail()) =>
  withTenant(actor, "people.invite", (tx) => sendInvitation(tx, { email, roles: [actor.home.roles.member] }));

const statusNow = async (tenantId: string, personId: string) =>
  statusOf(await personNow(tenantId, personId), new Date());

const rolesNow = async (personId: string) => {
  const rows = await lookUp("housekeeping", (db) =>
    db.select({ id: personRoles.roleId }).from(personRoles).where(eq(personRoles.personId, personId)),
  );
  return rows.map(({ id }) => id).sort();
};

const patch = (personId: string, set: Partial<typeof people.$inferInsert>) =>
  withSystem("housekeeping", (tx) => tx.update(people).set(set).where(eq(people.id, personId)));

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

const waiting = (personId: string, kind = "access") =>
  lookUp("deliver messages", (db) =>
    db
      .select({ state: messages.state, sendAfter: messages.sendAfter })
      .from(messages)
      .where(and(eq(messages.personId, personId), eq(messages.kind, kind)))
      .orderBy(desc(messages.createdAt)),
  );

const lastStep = (actor: Actor, personId: string) =>
  withTenant(actor, "people.view", (tx) => lastStepOf(tx, personId));

describe("suspending", () => {
  test("closes this tenant at the next request, and no other; restoring opens it", async () => {
    const ada = await newActor("administrator");
    const bo = await newActor("manager", ada.home);
    const elsewhere = await newTenant();
    const { identityId } = await personNow(ada.tenantId, bo.personId);
    await newPerson(elsewhere, { role: "manager", identityId, accountAt: new Date(), activeAt: new Date() });
    const there = { ...bo, tenant: elsewhere.slug };
    const look = () => withTenant(bo, "people.view", async () => "in");
    expect(await look()).toBe("in");
    await suspend(ada, bo.personId);
    await expect(look()).rejects.toMatchObject({ code: "paused" });
    expect(await statusNow(ada.tenantId, bo.personId)).toBe("suspended");
    expect(await withTenant(there, "people.view", async () => "in")).toBe("in");
    await restore(ada, bo.personId);
    expect(await look()).toBe("in");
    expect(await statusNow(ada.tenantId, bo.personId)).toBe("active");
  });

  test("is told to the person in their language, once it can no longer be undone", async () => {
    const ada = await newActor("owner");
    const { person } = await newMember(ada.home);
    await patch(person.id, { language: "nl" });
    await suspend(ada, person.id);
    const [letter] = await lettersTo(person.email);
    expect(letter?.subject).toBe("Uw toegang tot Zorggroep Linde is geblokkeerd");
    expect(JSON.stringify(letter)).toContain("Ada Bakker");
    const [message] = await waiting(person.id);
    expect((message?.sendAfter.getTime() ?? 0) - Date.now()).toBeGreaterThan(25_000);
  });

  test("and undone in the moment, tells nobody anything", async () => {
    const ada = await newActor("owner");
    const { person } = await newMember(ada.home);
    await suspend(ada, person.id);
    await restore(ada, person.id);
    expect((await waiting(person.id)).map(({ state }) => state)).toEqual(["cancelled"]);
  });

  test("of somebody who is suspended changes nothing, and only who is suspended is restored", async () => {
    const ada = await newActor("owner");
    const { person } = await newMember(ada.home);
    await suspend(ada, person.id);
    const { suspendedAt } = await personNow(ada.tenantId, person.id);
    await suspend(ada, person.id);
    expect((await personNow(ada.tenantId, person.id)).suspendedAt).toEqual(suspendedAt);
    await restore(ada, person.id);
    await expect(restore(ada, person.id)).rejects.toMatchObject({ code: "not_suspended" });
  });
});

describe("removing", () => {
  test("closes the door at once, and a restore gives the same roles and the same account back", async () => {
    const ada = await newActor("owner");
    const bo = await newActor("manager", ada.home);
    const own = await newRole(ada.home, "Planner", ["people.view"]);
    await setRoles(ada, bo.personId, [ada.home.roles.manager, own]);
    const before = await rolesNow(bo.personId);
    await remove(ada, bo.personId);
    await expect(withTenant(bo, "people.view", async () => "in")).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await statusNow(ada.tenantId, bo.personId)).toBe("left");
    await bringBack(ada, bo.personId);
    expect(await withTenant(bo, "people.view", async () => "in")).toBe("in");
    expect(await rolesNow(bo.personId)).toEqual(before);
    expect(before).toHaveLength(2);
  });

  test("asks for the address, and a slip removes nobody", async () => {
    const ada = await newActor("owner");
    const { person } = await newMember(ada.home);
    const typed = (text: string) =>
      withTenant(ada, "people.remove", (tx) => removePerson(tx, { personId: person.id, typed: text }));
    await expect(typed("somebody@else.test")).rejects.toMatchObject({
      code: "address_differs",
      field: "typed",
    });
    expect(await statusNow(ada.tenantId, person.id)).toBe("active");
    await typed(person.email.toUpperCase());
    expect(await statusNow(ada.tenantId, person.id)).toBe("left");
  });

  test("S20 of somebody invited withdraws the offer, ends its links and holds back its mail", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    const { personId } = await invite(ada, email);
    const secret = /\/i\/([\w-]{43})/.exec((await lettersTo(email))[0]?.button?.href ?? "")?.[1] ?? "";
    await remove(ada, personId);
    expect((await showInvitation(secret))?.state).not.toBe("open");
    expect((await waiting(personId, "invitation")).map(({ state }) => state)).toEqual(["cancelled"]);
    // Nobody who never came in is told that something ended.
    expect(await waiting(personId)).toEqual([]);

    await bringBack(ada, personId);
    expect(await statusNow(ada.tenantId, personId)).toBe("invited");
    const open = await lookUp("housekeeping", (db) =>
      db
        .select()
        .from(invitations)
        .where(and(eq(invitations.personId, personId), sql`withdrawn_at is null`)),
    );
    expect(open).toHaveLength(1);
    expect((await waiting(personId, "invitation")).map(({ state }) => state)).toEqual([
      "queued",
      "cancelled",
    ]);
  });

  test("can be taken back for 30 days, and not on the day after", async () => {
    const ada = await newActor("owner");
    const { person } = await newMember(ada.home);
    await remove(ada, person.id);
    await patch(person.id, { leftAt: daysAgo(29.9) });
    await bringBack(ada, person.id);
    expect(await statusNow(ada.tenantId, person.id)).toBe("active");
    await patch(person.id, { leftAt: daysAgo(30.1) });
    await expect(bringBack(ada, person.id)).rejects.toMatchObject({ code: "restore_over" });
  });

  test("is told to the person, and so is the return", async () => {
    const ada = await newActor("owner");
    const { person } = await newMember(ada.home);
    await remove(ada, person.id);
    await withSystem("deliver messages", (tx) =>
      tx.update(messages).set({ state: "sent" }).where(eq(messages.personId, person.id)),
    );
    await bringBack(ada, person.id);
    const letters = await lettersTo(person.email);
    expect(letters.map(({ subject }) => subject)).toEqual([
      "You have access to Zorggroep Linde again",
      "Your access to Zorggroep Linde has ended",
    ]);
  });
});

describe("inviting somebody who left", () => {
  test("within 30 days is restoring: the roles they had, and no new account", async () => {
    const ada = await newActor("owner");
    const { person, identity } = await newMember(ada.home, "manager");
    await remove(ada, person.id);
    const draft = { email: person.email, roles: [ada.home.roles.member] };
    expect(await withTenant(ada, "people.invite", (tx) => invitePerson(tx, draft))).toEqual({
      personId: person.id,
      restored: true,
    });
    expect(await rolesNow(person.id)).toEqual([ada.home.roles.manager]);
    expect(await personNow(ada.tenantId, person.id)).toMatchObject({ identityId: identity.id, leftAt: null });
  });

  test("gives back no power over others: that is done on their page", async () => {
    const ada = await newActor("owner");
    const { person } = await newMember(ada.home, "administrator");
    await remove(ada, person.id);
    const draft = { email: person.email, roles: [ada.home.roles.member] };
    await expect(withTenant(ada, "people.invite", (tx) => invitePerson(tx, draft))).rejects.toMatchObject({
      code: "already_left",
    });
  });

  test("later is an invitation again, on the same row and without the earlier account", async () => {
    const ada = await newActor("owner");
    const { person } = await newMember(ada.home, "manager");
    await remove(ada, person.id);
    await patch(person.id, { leftAt: daysAgo(31) });
    const draft = { email: person.email, roles: [ada.home.roles.member] };
    const { personId, restored } = await withTenant(ada, "people.invite", (tx) => invitePerson(tx, draft));
    expect({ personId, restored }).toEqual({ personId: person.id, restored: false });
    expect(await statusNow(ada.tenantId, person.id)).toBe("invited");
    expect(await rolesNow(person.id)).toEqual([ada.home.roles.member]);
    expect((await personNow(ada.tenantId, person.id)).identityId).toBeNull();
  });

  test("every night roles and account of who left 30 days ago go; the row and its log stay", async () => {
    const ada = await newActor("owner");
    const [old, recent] = [await newMember(ada.home, "manager"), await newMember(ada.home, "manager")];
    for (const { person } of [old, recent]) await remove(ada, person.id);
    await patch(old.person.id, { leftAt: daysAgo(31) });
    await patch(recent.person.id, { leftAt: daysAgo(29) });
    await forgetLeft();
    await forgetLeft();
    expect(await rolesNow(old.person.id)).toEqual([]);
    expect(await personNow(ada.tenantId, old.person.id)).toMatchObject({
      identityId: null,
      email: old.person.email,
    });
    expect(await rolesNow(recent.person.id)).toEqual([ada.home.roles.manager]);
    const told = await lookUp("verify events", (db) =>
      db
        .select()
        .from(events)
        .where(and(eq(events.personId, old.person.id), eq(events.action, "person.forgotten"))),
    );
    expect(told).toHaveLength(1);
  });
});

describe("roles of one person", () => {
  test("S2 are one or more, given and taken at once, and hold at the next request", async () => {
    const ada = await newActor("owner");
    const bo = await newActor("member", ada.home);
    const look = () => withTenant(bo, "people.view", async () => "seen");
    await expect(look()).rejects.toMatchObject({ code: "not_permitted" });
    await setRoles(ada, bo.personId, [ada.home.roles.manager]);
    expect(await look()).toBe("seen");
    await setRoles(ada, bo.personId, [ada.home.roles.member]);
    await expect(look()).rejects.toMatchObject({ code: "not_permitted" });
    await expect(setRoles(ada, bo.personId, [])).rejects.toMatchObject({ code: "role_unknown" });
  });

  test("S2 are never those of another tenant", async () => {
    const [ada, ben] = [await newActor("owner"), await newActor("owner")];
    const { person } = await newMember(ada.home);
    await expect(setRoles(ada, person.id, [ben.home.roles.member])).rejects.toMatchObject({
      code: "role_unknown",
    });
  });

  test("S2 nobody gives or takes what they do not hold", async () => {
    const ada = await newActor("owner");
    const ben = await newActor("administrator", ada.home);
    const { person } = await newMember(ada.home);
    await expect(setRoles(ben, person.id, [ada.home.roles.owner], "yes")).rejects.toMatchObject({
      code: "role_above_yours",
    });
    await expect(setRoles(ben, ben.personId, [ada.home.roles.owner], "yes")).rejects.toMatchObject({
      code: "role_above_yours",
    });
    await expect(setRoles(ben, ada.personId, [ada.home.roles.member])).rejects.toMatchObject({
      code: "person_above_yours",
    });
  });

  test("power over others is looked at twice, leaves no days for the second step, and shortens an offer", async () => {
    const ada = await newActor("owner");
    const { person } = await newMember(ada.home, "member", { secondStep: false });
    await patch(person.id, { secondStepDueAt: new Date(Date.now() + 86_400_000) });
    const admin = [ada.home.roles.administrator];
    await expect(setRoles(ada, person.id, admin)).rejects.toMatchObject({ code: "review_powers" });
    await setRoles(ada, person.id, admin, "yes");
    expect((await personNow(ada.tenantId, person.id)).secondStepDueAt).toBeNull();
    expect(JSON.stringify(await lettersTo(person.email))).toContain("asks for a second step");

    const { personId, expiresAt } = await invite(ada);
    await setRoles(ada, personId, admin, "yes");
    const { expiresAt: now } = await personNow(ada.tenantId, personId);
    expect(now?.getTime()).toBeLessThan(expiresAt.getTime());
  });

  test("undone in the moment, nobody was told", async () => {
    const ada = await newActor("owner");
    const { person } = await newMember(ada.home);
    await setRoles(ada, person.id, [ada.home.roles.manager]);
    const last = await lastStep(ada, person.id);
    expect(last).toMatchObject({
      action: "person.roles_changed",
      details: { before: [ada.home.roles.member] },
    });
    await setRoles(ada, person.id, [ada.home.roles.member]);
    expect((await waiting(person.id)).map(({ state }) => state)).toEqual(["cancelled"]);
    expect(await rolesNow(person.id)).toEqual([ada.home.roles.member]);
  });
});

describe("signing out everywhere", () => {
  test("ends every session of the person at once, tells them, and stands in the log", async () => {
    const ada = await newActor("administrator");
    const { person, identity } = await newMember(ada.home);
    const [phone, desk] = [await newSession(identity.id), await newSession(identity.id)];
    expect(await endSessions(ada, person.id)).toEqual({ name: person.name, sessions: 2 });
    expect(await readSession(phone, false)).toBeNull();
    expect(await readSession(desk, false)).toBeNull();
    expect((await lettersTo(person.email)).map(({ subject }) => subject)).toEqual([
      "You were signed out everywhere",
    ]);
    expect(await endSessions(ada, person.id)).toMatchObject({ sessions: 0 });
    expect(await lettersTo(person.email)).toHaveLength(1);
  });

  test("is refused the eleventh time in an hour, for one person by one administrator", async () => {
    const ada = await newActor("administrator");
    const { person } = await newMember(ada.home);
    const again = () => refuseIfEndedTooOften(ada.self, { personId: person.id });
    for (let n = 0; n < 10; n++) await again();
    await expect(again()).rejects.toMatchObject({ code: "too_many" });
    await refuseIfEndedTooOften(ada.self, { personId: (await newMember(ada.home)).person.id });
  });

  test("reaches nobody's sessions but those of that person, and of nobody who left", async () => {
    const ada = await newActor("owner");
    const [bo, cas] = [await newMember(ada.home), await newMember(ada.home)];
    const session = await newSession(cas.identity.id);
    await endSessions(ada, bo.person.id);
    expect(await readSession(session, false)).not.toBeNull();
    await remove(ada, cas.person.id);
    await expect(endSessions(ada, cas.person.id)).rejects.toMatchObject({ code: "already_left" });
    expect(await readSession(session, false)).not.toBeNull();
  });
});

describe("a withdrawal", () => {
  test("S20 is undone in the moment: the mailed link works again and nothing is sent twice", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    const { personId } = await invite(ada, email);
    const secret = /\/i\/([\w-]{43})/.exec((await lettersTo(email))[0]?.button?.href ?? "")?.[1] ?? "";
    const sentAt = new Date();
    await patch(personId, { sentAt });
    await withTenant(ada, "people.invite", (tx) => withdrawInvitation(tx, { personId }));
    expect((await showInvitation(secret))?.state).toBe("withdrawn");
    await withTenant(ada, "people.invite", (tx) => undoWithdrawal(tx, { personId }));
    expect((await showInvitation(secret))?.state).toBe("open");
    expect(await personNow(ada.tenantId, personId)).toMatchObject({ sentAt });
    expect(await statusNow(ada.tenantId, personId)).toBe("invited");
    expect(await waiting(personId, "invitation")).toHaveLength(1);
    await expect(
      withTenant(ada, "people.invite", (tx) => undoWithdrawal(tx, { personId })),
    ).rejects.toMatchObject({ code: "undo_over" });
  });

  test("of somebody else is not undone here", async () => {
    const ada = await newActor("owner");
    const ben = await newActor("owner", ada.home);
    const { personId } = await invite(ada);
    await withTenant(ada, "people.invite", (tx) => withdrawInvitation(tx, { personId }));
    await expect(
      withTenant(ben, "people.invite", (tx) => undoWithdrawal(tx, { personId })),
    ).rejects.toMatchObject({ code: "undo_over" });
  });
});

const acts = { suspend, remove, endSessions } as const;

describe.each(Object.entries(acts))("%s", (_name, act) => {
  test("is done by nobody to themselves", async () => {
    const ada = await newActor("owner");
    await newActor("owner", ada.home);
    await expect(act(ada, ada.personId)).rejects.toMatchObject({ code: "on_yourself" });
  });

  test("is done by nobody to somebody who may do more", async () => {
    const ada = await newActor("owner");
    const ben = await newActor("administrator", ada.home);
    await expect(act(ben, ada.personId)).rejects.toMatchObject({ code: "person_above_yours" });
  });

  test.each(["manager", "member"] as const)("is not done by a %s", async (role: BuiltInRole) => {
    const home = (await newActor("owner")).home;
    const ben = await newActor(role, home);
    const { person } = await newMember(home);
    await expect(act(ben, person.id)).rejects.toMatchObject({ code: "not_permitted" });
    expect(await statusNow(home.id, person.id)).toBe("active");
  });

  test("finds nobody in another tenant", async () => {
    const ada = await newActor("owner");
    const ben = await newActor("owner");
    const { person } = await newMember(ben.home);
    const typed = {
      tenant: ada.tenant,
      self: ada.self,
      tenantId: ben.tenantId,
      home: ada.home,
      personId: "",
    };
    await expect(act(typed, person.id)).rejects.toMatchObject({ code: "not_found" });
  });
});

test("a person without an address is removed by their name", async () => {
  const ada = await newActor("owner");
  const person = await newPerson(ada.home, { name: "Bo Jansen" });
  await patch(person.id, { email: null, emailKey: null });
  await remove(ada, person.id);
  expect(await statusNow(ada.tenantId, person.id)).toBe("left");
});
