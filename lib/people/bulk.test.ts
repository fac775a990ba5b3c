import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { sendInvitation } from "@/lib/invitations/send";
import { anyEmail, newActor, newMember, newPerson, personNow } from "@/lib/testing/factories";
import { changeRoleOfMany, remindMany, resendToMany, restoreMany, suspendMany } from "./bulk-acts";
import { type BulkAct, planOf } from "./bulk-plan";
import { restoreSuspended } from "./restore";
import { MOST_AT_ONCE, type Selection, selectedPeople } from "./selection";

type Ada = Awaited<ReturnType<typeof newActor>>;
let ada: Ada;
beforeEach(async () => {
  ada = await newActor("owner");
});

const only = (...id: string[]): Selection => ({ query: "", id });
const matching = (query: string): Selection => ({ query, all: "yes", id: [] });

const plan = (act: BulkAct, selection: Selection, actor = ada) =>
  withTenant(actor, "people.view", async (tx) => planOf(tx, act, await selectedPeople(tx, selection)));

const suspend = (selection: Selection, count: number, actor = ada, typed?: string) =>
  withTenant(actor, "people.suspend", (tx) =>
    suspendMany(tx, { ...selection, count, ...(typed !== undefined && { typed }) }),
  );

const invited = async (actor = ada, roles = [actor.home.roles.member]) => {
  const draft = { email: anyEmail(), roles, reviewed: "yes" as const };
  return (await withTenant(actor, "people.invite", (tx) => sendInvitation(tx, draft))).personId;
};

const eventsOf = (tenantId: string, action: string) =>
  lookUp("housekeeping", (db) =>
    db.execute<{ person_id: string }>(
      sql`select person_id from events where tenant_id = ${tenantId} and action = ${action} and result = 'done'`,
    ),
  );

describe("S20 suspending several", () => {
  test("closes the door for each, leaves out who cannot be, and says why", async () => {
    const { home } = ada;
    const bo = await newMember(home, "member", { name: "Bo" });
    const gone = await newPerson(home, { name: "Gone", leftAt: new Date() });
    const paused = await newPerson(home, { name: "Paused", suspendedAt: new Date() });
    const selection = only(bo.person.id, gone.id, paused.id, ada.personId);
    const { will, skipped } = await plan("suspend", selection);
    expect(will.map(({ id }) => id)).toEqual([bo.person.id]);
    expect(new Map(skipped.map(({ name, why }) => [name, why]))).toEqual(
      new Map([
        ["Ada Bakker", "on_yourself"],
        ["Gone", "already_left"],
        ["Paused", "already_suspended"],
      ]),
    );
    expect(await suspend(selection, 1)).toMatchObject({ done: 1, skipped: 3 });
    expect((await personNow(home.id, bo.person.id)).suspendedAt).not.toBeNull();
    expect((await personNow(home.id, ada.personId)).suspendedAt).toBeNull();
  });

  test("touches nobody of another tenant", async () => {
    const other = await newActor("owner");
    const theirs = await newMember(other.home, "member");
    expect(await plan("suspend", only(theirs.person.id, other.personId))).toEqual({ will: [], skipped: [] });
    await expect(suspend(only(theirs.person.id), 1)).rejects.toMatchObject({ code: "nobody_selected" });
    expect((await personNow(other.tenantId, theirs.person.id)).suspendedAt).toBeNull();
  });

  test("touches nobody above oneself, and never the last owner", async () => {
    const admin = await newActor("administrator", ada.home);
    const { skipped } = await plan("suspend", only(ada.personId), admin);
    expect(skipped.map(({ why }) => why)).toEqual(["person_above_yours"]);
    await expect(suspend(only(ada.personId), 1, admin)).rejects.toMatchObject({ code: "nobody_selected" });

    const others = [await newMember(ada.home, "owner"), await newMember(ada.home, "owner")];
    const ids = others.map(({ person }) => person.id);
    await suspend(only(...ids), 2);
    expect((await personNow(ada.tenantId, ada.personId)).suspendedAt).toBeNull();
  });

  test("asks for the number from ten on, and again when the selection has changed", async () => {
    for (let n = 0; n < 10; n++) await newPerson(ada.home, { name: `Bo ${n}`, activeAt: new Date() });
    const selection = matching(`role=${ada.home.roles.member}`);
    await expect(suspend(selection, 10)).rejects.toMatchObject({ code: "number_differs" });
    await expect(suspend(selection, 10, ada, "9")).rejects.toMatchObject({ code: "number_differs" });
    const late = await newPerson(ada.home, { name: "Late", activeAt: new Date() });
    await expect(suspend(selection, 10, ada, "10")).rejects.toMatchObject({ code: "selection_moved" });
    expect((await personNow(ada.tenantId, late.id)).suspendedAt).toBeNull();
    expect(await suspend(selection, 11, ada, "11")).toMatchObject({ done: 11 });
  });

  test("is taken back at once for the same people, and no others", async () => {
    const [bo, cas] = [await newMember(ada.home, "member"), await newMember(ada.home, "member")];
    const before = await newPerson(ada.home, { suspendedAt: new Date() });
    await suspend(only(bo.person.id, cas.person.id), 2);
    const undo = (actor = ada) => withTenant(actor, "people.suspend", (tx) => restoreMany(tx, { query: "" }));
    const ben = await newActor("administrator", ada.home);
    await expect(undo(ben)).rejects.toMatchObject({ code: "undo_over" });
    expect(await undo()).toMatchObject({ act: "restore", done: 2 });
    expect((await personNow(ada.tenantId, bo.person.id)).suspendedAt).toBeNull();
    expect((await personNow(ada.tenantId, before.id)).suspendedAt).not.toBeNull();
    await expect(undo()).rejects.toMatchObject({ code: "undo_over" });
  });

  test("is not taken back over what somebody else has done since", async () => {
    const { person } = await newMember(ada.home, "member");
    const ben = await newActor("administrator", ada.home);
    await suspend(only(person.id), 1);
    await withTenant(ben, "people.suspend", (tx) => restoreSuspended(tx, { personId: person.id }));
    await suspend(only(person.id), 1, ben);
    const undo = withTenant(ada, "people.suspend", (tx) => restoreMany(tx, { query: "" }));
    await expect(undo).rejects.toMatchObject({ code: "undo_over" });
    expect((await personNow(ada.tenantId, person.id)).suspendedAt).not.toBeNull();
  });
});

describe("S26 resending to several", () => {
  test("sends to open offers alone, each once", async () => {
    const [open, expired] = [await invited(), await invited()];
    await withSystem("housekeeping", async (tx) => {
      await tx.execute(sql`update people set expires_at = now() - interval '1 hour' where id = ${expired}`);
    });
    const inside = await newMember(ada.home, "member", { name: "Inside" });
    const imported = await newPerson(ada.home, { name: "Imported" });
    const selection = only(open, expired, inside.person.id, imported.id);
    const { will, skipped } = await plan("resend", selection);
    expect(new Set(will.map(({ id }) => id))).toEqual(new Set([open, expired]));
    expect(skipped.map(({ why }) => why)).toEqual(["invitation_closed", "invitation_closed"]);
    const result = await withTenant(ada, "people.invite", (tx) =>
      resendToMany(tx, { ...selection, count: 2 }),
    );
    expect(result).toMatchObject({ done: 2, skipped: 2 });
    const resent = await eventsOf(ada.tenantId, "invitation.resent");
    expect(resent.map((row) => row.person_id).sort()).toEqual([open, expired].sort());
  });

  test("carries no offer above one's own role, and stops at the day's limit", async () => {
    const manager = await newActor("manager", ada.home);
    const high = await invited(ada, [ada.home.roles.administrator]);
    const { skipped } = await plan("resend", only(high), manager);
    expect(skipped.map(({ why }) => why)).toEqual(["offer_above_yours"]);

    const ids = [await invited(), await invited()];
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update tenants set invites_per_day = 4 where id = ${ada.tenantId}`),
    );
    const some = only(...ids);
    const result = await withTenant(ada, "people.invite", (tx) => resendToMany(tx, { ...some, count: 2 }));
    expect(result).toMatchObject({ done: 1, skipped: 1 });
  });
});

describe("S26 reminding several", () => {
  test("reaches those who were invited or stopped at the second step, once a day", async () => {
    const open = await invited();
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update people set sent_at = now() - interval '3 days' where id = ${open}`),
    );
    const inside = await newMember(ada.home, "member", { name: "Inside" });
    const waiting = await invited();
    const selection = only(open, waiting, inside.person.id);
    const { will, skipped } = await plan("remind", selection);
    expect(will.map(({ id }) => id)).toEqual([open]);
    expect(skipped.map(({ why }) => why)).toEqual(["nothing_to_remind", "nothing_to_remind"]);
    const remind = () => withTenant(ada, "people.invite", (tx) => remindMany(tx, { ...selection, count: 1 }));
    expect(await remind()).toMatchObject({ act: "remind", done: 1, skipped: 2 });
    expect(await eventsOf(ada.tenantId, "invitation.reminded")).toHaveLength(1);
    await expect(remind()).rejects.toMatchObject({ code: "reminded_lately" });
  });
});

describe("S2 another role for several", () => {
  const change = (selection: Selection, count: number, role: string, reviewed?: "yes", actor = ada) =>
    withTenant(actor, "people.changeRoles", (tx) =>
      changeRoleOfMany(tx, { ...selection, count, role, ...(reviewed && { reviewed }) }),
    );

  test("gives the one role, and power over others only after a second look", async () => {
    const people = [await newMember(ada.home, "member"), await newMember(ada.home, "member")];
    const selection = only(...people.map(({ person }) => person.id));
    const { administrator, manager } = ada.home.roles;
    await expect(change(selection, 2, administrator)).rejects.toMatchObject({ code: "review_many_powers" });
    expect(await eventsOf(ada.tenantId, "person.roles_changed")).toHaveLength(0);
    expect(await change(selection, 2, manager)).toMatchObject({ done: 2 });
    expect(await change(selection, 2, administrator, "yes")).toMatchObject({ done: 2 });
    const now = matching(`role=${administrator}`);
    const found = await withTenant(ada, "people.view", (tx) => selectedPeople(tx, now));
    expect(found).toHaveLength(2);
  });

  test("gives no role above one's own, nor another tenant's", async () => {
    const admin = await newActor("administrator", ada.home);
    const bo = await newMember(ada.home, "member");
    const selection = only(bo.person.id);
    const foreign = (await newActor("owner")).home.roles.member;
    await expect(change(selection, 1, ada.home.roles.owner, "yes", admin)).rejects.toMatchObject({
      code: "role_above_yours",
    });
    await expect(change(selection, 1, foreign)).rejects.toMatchObject({ code: "role_unknown" });
  });
});

test("More people than are changed at once are refused with words, and nobody is changed", async () => {
  await withSystem("create tenant", (tx) =>
    tx.execute(sql`insert into people (tenant_id, name, email, email_key, active_at)
      select ${ada.tenantId}::uuid, 'Person ' || n, n || '@crowd.test', n || '@crowd.test', now()
      from generate_series(1, ${MOST_AT_ONCE + 1}) n`),
  );
  await expect(plan("suspend", matching("status=active"))).rejects.toMatchObject({ code: "too_many_people" });
  const { will } = await plan("suspend", matching("q=Person+50"));
  expect(will.length).toBeGreaterThan(1);
});
