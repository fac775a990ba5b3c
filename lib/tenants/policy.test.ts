import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { events } from "@/db/schema/events";
import { tenants } from "@/db/schema/tenants";
import { enterTenant, lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { type PolicySaving, toStore } from "@/lib/policy/draft";
import { type Policy, policyOf } from "@/lib/policy/policy";
import { readSession } from "@/lib/sign-in/session";
import {
  newActor,
  newMember,
  newPerson,
  newRole,
  newSession,
  newTenant,
  personNow,
} from "@/lib/testing/factories";
import { endOfDayAfter } from "@/lib/time";
import { changePolicy, printOf } from "./policy-change";
import { policyEditors } from "./policy-editors";
import { policyReach } from "./policy-reach";
import { shortenSessions } from "./shorten-sessions";

type Actor = Awaited<ReturnType<typeof newActor>>;

const offered = { preset: "modern", secondStep: "offered", passwordLength: 15 };

const storedOf = async (tenantId: string) => {
  const [row] = await lookUp("housekeeping", (db) =>
    db.select({ policy: tenants.policy }).from(tenants).where(eq(tenants.id, tenantId)),
  );
  return row?.policy ?? {};
};

async function save(actor: Actor, wished: Partial<Policy>, seen?: string): Promise<void> {
  const stored = await storedOf(actor.tenantId);
  const draft: PolicySaving = {
    ...policyOf(stored),
    ...wished,
    reviewed: "yes",
    seen: seen ?? printOf(stored),
  };
  await withTenant(actor, "policy.edit", (tx) => changePolicy(tx, draft));
}

const reach = (actor: Actor) => withTenant(actor, "policy.view", policyReach);
const dueOf = async (actor: Actor, personId: string) =>
  (await personNow(actor.tenantId, personId)).secondStepDueAt?.getTime() ?? null;
const changesIn = (tenantId: string) =>
  lookUp("verify events", (db) =>
    db.select().from(events).where(sql`tenant_id = ${tenantId} and action = 'policy.changed'`),
  );

let owner: Actor;
beforeEach(async () => {
  owner = await newActor("owner", await newTenant({}, offered));
});

/** As if so many days had gone by since the date was given. */
const letDaysPass = (personId: string, days: number) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(
      sql`update people set second_step_due_at = second_step_due_at - make_interval(days => ${days}) where id = ${personId}`,
    ),
  );

describe("a change of the rules", () => {
  test("stores the preset and what differs, and writes down which rules changed", async () => {
    await save(owner, { ...policyOf({ preset: "strict" }), graceDays: 7 });
    expect(await storedOf(owner.tenantId)).toEqual({ preset: "strict", graceDays: 7 });
    const [line] = await changesIn(owner.tenantId);
    expect(line).toMatchObject({ actorKind: "person", actorId: owner.personId, subjectId: owner.tenantId });
    expect(line?.details).toEqual({
      preset: "strict",
      fields: ["secondStep", "graceDays", "resetMinutes", "invitationDays"],
      dated: 0,
    });
  });

  test("of nothing writes nothing", async () => {
    await save(owner, {});
    expect(await changesIn(owner.tenantId)).toEqual([]);
  });

  test("touches no other tenant", async () => {
    const other = await newActor("owner", await newTenant({}, offered));
    const { person } = await newMember(other.home, "member", { secondStep: false });
    await save(owner, { secondStep: "required", graceDays: 9 });
    expect(await storedOf(other.tenantId)).toEqual(offered);
    expect(await dueOf(other, person.id)).toBeNull();
    expect(await changesIn(other.tenantId)).toEqual([]);
  });

  test.each(["administrator", "manager", "member"] as const)("is not for the role %s", async (role) => {
    const actor = await newActor(role, owner.home);
    await expect(save(actor, { graceDays: 7 })).rejects.toMatchObject({ code: "not_permitted" });
    expect(await storedOf(owner.tenantId)).toEqual(offered);
  });

  test("asks for a proof of the last five minutes", async () => {
    const proofs = owner.self.proofs.map((proof) => ({ ...proof, at: "2020-01-01T00:00:00Z" }));
    const stale = { ...owner, self: { ...owner.self, proofs } };
    await expect(save(stale, { graceDays: 7 })).rejects.toMatchObject({ code: "verify_again" });
  });

  test("is refused when somebody has saved others since it was looked at", async () => {
    const seen = printOf(await storedOf(owner.tenantId));
    await save(owner, { graceDays: 7 });
    await expect(save(owner, { graceDays: 9 }, seen)).rejects.toMatchObject({ code: "policy_moved" });
    expect(await storedOf(owner.tenantId)).toEqual({ ...offered, graceDays: 7 });
  });

  test("of two at once that looked at the same rules one is saved", async () => {
    const seen = printOf(await storedOf(owner.tenantId));
    const done = await Promise.allSettled([
      save(owner, { graceDays: 3 }, seen),
      save(owner, { graceDays: 9 }, seen),
    ]);
    expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await changesIn(owner.tenantId)).toHaveLength(1);
  });
});

describe("who is affected", () => {
  test("is counted before anything is saved", async () => {
    const { home } = owner;
    await newMember(home, "member", { secondStep: false });
    await newMember(home, "manager", { secondStep: false });
    await newMember(home, "administrator", { secondStep: false });
    await newMember(home, "member");
    await newPerson(home);
    const { person: gone } = await newMember(home, "member", { secondStep: false });
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update people set left_at = clock_timestamp() where id = ${gone.id}`),
    );
    await newMember(await newTenant(), "member", { secondStep: false });
    expect(await reach(owner)).toEqual({
      people: 5,
      withoutSecondStep: 3,
      elevatedWithout: 1,
      dated: 0,
      withBackupCodes: 2,
      otherUserName: 0,
      openInvitations: 0,
      notMoved: 0,
    });
    expect(await storedOf(owner.tenantId)).toEqual(offered);
  });

  test("counts a tenant's own role with power over others", async () => {
    const role = await newRole(owner.home, "Policies", ["policy.edit"]);
    const { person } = await newMember(owner.home, "member", { secondStep: false, name: "Bo Vos" });
    await withSystem("create tenant", async (tx) => {
      await enterTenant(tx, owner.tenantId);
      await tx.execute(
        sql`insert into person_roles (tenant_id, person_id, role_id) values (${owner.tenantId}, ${person.id}, ${role})`,
      );
    });
    expect(await reach(owner)).toMatchObject({ withoutSecondStep: 1, elevatedWithout: 1 });
    expect(await withTenant(owner, "policy.view", policyEditors)).toEqual(["Ada Bakker", "Bo Vos"]);
  });
});

describe("the date of a second step", () => {
  const nine = () => endOfDayAfter(9, "Europe/Amsterdam").getTime();

  test("is given to who has none, once, and to nobody with power over others", async () => {
    const { person } = await newMember(owner.home, "member", { secondStep: false });
    const { person: has } = await newMember(owner.home, "member");
    const { person: boss } = await newMember(owner.home, "administrator", { secondStep: false });
    const invited = await newPerson(owner.home);
    await save(owner, { secondStep: "required", graceDays: 9 });
    expect(await dueOf(owner, person.id)).toBe(nine());
    for (const one of [has, boss, invited]) expect(await dueOf(owner, one.id)).toBeNull();
    expect(await reach(owner)).toMatchObject({ dated: 1 });
    expect((await changesIn(owner.tenantId))[0]?.details).toMatchObject({ dated: 1 });
  });

  test("is never a later one by saving again", async () => {
    const { person } = await newMember(owner.home, "member", { secondStep: false });
    await save(owner, { secondStep: "required", graceDays: 9 });
    await letDaysPass(person.id, 4);
    const date = await dueOf(owner, person.id);
    await save(owner, { graceDays: 20 });
    await save(owner, { resetMinutes: 10 });
    await save(owner, { preset: "strict", graceDays: 30 });
    expect(await dueOf(owner, person.id)).toBe(date);
  });

  test("comes forward with fewer days, and to now with none", async () => {
    const { person } = await newMember(owner.home, "member", { secondStep: false });
    await save(owner, { secondStep: "required", graceDays: 20 });
    await save(owner, { graceDays: 9 });
    expect(await dueOf(owner, person.id)).toBe(nine());
    await save(owner, { graceDays: 0 });
    expect(await dueOf(owner, person.id)).toBeLessThanOrEqual(Date.now() + 5000);
  });

  test("goes when the second step is only offered again", async () => {
    const { person } = await newMember(owner.home, "member", { secondStep: false });
    await save(owner, { secondStep: "required", graceDays: 9 });
    await save(owner, { secondStep: "offered" });
    expect(await dueOf(owner, person.id)).toBeNull();
  });
});

describe("shorter sessions", () => {
  test("hold at once for the tenant's people, and for nobody else", async () => {
    const { identity } = await newMember(owner.home);
    const { identity: stranger } = await newMember(await newTenant());
    const [theirs, others] = [await newSession(identity.id), await newSession(stranger.id)];
    const before = await readSession(others, false);
    await save(owner, { idleMinutes: 5, sessionHours: 1 });
    await shortenSessions({ tenantId: owner.tenantId });
    const after = await readSession(theirs, false);
    expect(new Date(after?.expiresAt ?? 0).getTime()).toBeLessThanOrEqual(Date.now() + 3_600_000);
    expect((await readSession(others, false))?.expiresAt).toBe(before?.expiresAt);
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update sessions set last_seen_at = clock_timestamp() - interval '6 minutes' where identity_id = ${identity.id}`,
      ),
    );
    expect(await readSession(theirs, false)).toBeNull();
  });

  test("never get longer by it", async () => {
    const { identity } = await newMember(owner.home);
    await save(owner, { sessionHours: 1 });
    const secret = await newSession(identity.id);
    const before = await readSession(secret, false);
    await save(owner, { sessionHours: 24 });
    await shortenSessions({ tenantId: owner.tenantId });
    expect((await readSession(secret, false))?.expiresAt).toBe(before?.expiresAt);
  });
});

test("what is stored and read back are the same rules", async () => {
  const wished = policyOf({ preset: "xpert", graceDays: 5, recovery: ["support"] });
  await save(owner, wished);
  expect(policyOf(await storedOf(owner.tenantId))).toEqual(wished);
  expect(await storedOf(owner.tenantId)).toEqual(toStore(wished));
});
