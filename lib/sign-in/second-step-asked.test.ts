import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { factors } from "@/db/schema/factors";
import { sessions } from "@/db/schema/sessions";
import { lookUp, withIdentity, withSystem } from "@/lib/access/doors";
import { slowHash } from "@/lib/identity/password";
import { acceptInvitation } from "@/lib/invitations/accept";
import { newLink } from "@/lib/invitations/link";
import { newNumber } from "@/lib/invitations/number";
import { type PasswordSet, setNewPassword } from "@/lib/recovery/set-password";
import {
  newIdentity,
  newMember,
  newPerson,
  newTenant,
  passwordHash,
  personNow,
  roleIdOf,
  type Tenant,
  trace,
} from "@/lib/testing/factories";
import { recoveryOf } from "@/lib/testing/recovery";
import { endOfDayAfter, minutesFromNow } from "@/lib/time";
import type { Arrival } from "./arrive";
import { beginSignIn } from "./begin";
import { type Flow, flowOf } from "./flow";
import { putOffSecondStep } from "./put-off";
import { secondStepAsked } from "./second-step-asked";
import { setUpSecondStepNow } from "./set-up-now";
import { whoAsks } from "./who-asks";

const grace = { preset: "modern", graceDays: 9 };
const offered = { preset: "modern", secondStep: "offered", passwordLength: 15 };
const DAY = 24 * 60;

const asks = (identityId: string) => withSystem("sign in", (tx) => secondStepAsked(tx, identityId));
const begin = (identityId: string) =>
  withSystem("sign in", (tx) => beginSignIn(tx, { verdict: "right", identityId, returnTo: "/back" }), trace);
const sessionsOf = (identityId: string) =>
  lookUp("housekeeping", (db) => db.select().from(sessions).where(eq(sessions.identityId, identityId)));

/** Gives a date, or takes it. */
const due = (personId: string, minutes: number | null) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(
      sql`update people set second_step_due_at = ${
        minutes === null ? null : minutesFromNow(minutes).toISOString()
      }::timestamptz where id = ${personId}`,
    ),
  );

async function waiting(tenant: Tenant, minutes = 9 * DAY) {
  const { person, identity } = await newMember(tenant, "member", { secondStep: false });
  await due(person.id, minutes);
  return { person, identity };
}

async function flowAfterPassword(identityId: string): Promise<Flow<"sign-in">> {
  const begun = await begin(identityId);
  expect(begun).toMatchObject({ next: "second-step-due" });
  const flow = await flowOf("sign-in", "flow" in begun ? begun.flow : undefined, trace);
  if (!flow) throw new Error("no flow");
  return flow;
}
const later = ({ self }: Flow<"sign-in">) => withIdentity<"sign-in", Arrival>(self, putOffSecondStep);
const now = ({ self }: Flow<"sign-in">) => withIdentity<"sign-in", string>(self, setUpSecondStepNow);

/** An open offer to a new address, and the secret of its link. */
async function invited(tenant: Tenant, role: "member" | "administrator") {
  const person = await newPerson(tenant, { role });
  const expiresAt = minutesFromNow(DAY);
  const secret = await withSystem("create tenant", async (tx) => {
    await tx.execute(sql`select set_config('app.tenant_id', ${tenant.id}, true)`);
    const [row] = await tx.execute<{
      id: string;
    }>(sql`insert into invitations (tenant_id, person_id, number, expires_at)
      values (${tenant.id}, ${person.id}, ${newNumber()}, ${expiresAt.toISOString()}::timestamptz) returning id`);
    const { href } = await newLink(tx, {
      invitationId: row?.id ?? "",
      addressKey: person.emailKey ?? "",
      expiresAt,
    });
    return href.split("/").at(-1) ?? "";
  });
  return { person, secret };
}

const accept = async (secret: string) =>
  withSystem(
    "accept invitation",
    async (tx) => acceptInvitation(tx, { secret, name: "Anna", passwordHash: await passwordHash() }),
    trace,
  );

describe("somebody whose date is ahead", () => {
  test("is told until when, and comes in by the password", async () => {
    const { identity, person } = await waiting(await newTenant({ name: "Bakkerij Zon" }, grace));
    const flow = await flowAfterPassword(identity.id);
    expect(await sessionsOf(identity.id)).toEqual([]);
    expect(await asks(identity.id)).toMatchObject({ asked: "later", tenant: "Bakkerij Zon" });
    await later(flow);
    expect((await sessionsOf(identity.id)).map(({ proofs }) => proofs.map(({ kind }) => kind))).toEqual([
      ["password"],
    ]);
    expect((await personNow(person.tenantId, person.id)).secondStepDueAt).not.toBeNull();
  });

  test("may set it up now instead", async () => {
    const { identity } = await waiting(await newTenant({}, grace));
    const setUp = await flowOf("activation", await now(await flowAfterPassword(identity.id)), trace);
    expect(setUp).toMatchObject({ state: "second-step", returnTo: "/back" });
    expect(await sessionsOf(identity.id)).toEqual([]);
  });

  test("keeps the date, however often one signs in", async () => {
    const { identity, person } = await waiting(await newTenant({}, grace), 3 * DAY);
    const before = (await personNow(person.tenantId, person.id)).secondStepDueAt;
    for (let n = 0; n < 3; n++) await later(await flowAfterPassword(identity.id));
    expect((await personNow(person.tenantId, person.id)).secondStepDueAt).toEqual(before);
  });

  test("keeps the date over a new password by mail", async () => {
    const { identity, person } = await waiting(await newTenant({}, grace), 3 * DAY);
    const before = (await personNow(person.tenantId, person.id)).secondStepDueAt;
    const recovery = await recoveryOf(identity.email);
    const hash = await slowHash("violet kettle marching north");
    const draft = { password: "violet kettle marching north", again: "violet kettle marching north" };
    await withIdentity<"recovery", PasswordSet>(recovery.self, (tx) => setNewPassword(tx, draft, hash));
    expect((await personNow(person.tenantId, person.id)).secondStepDueAt).toEqual(before);
    await due(person.id, -1);
    expect(await begin(identity.id)).toMatchObject({ next: "second-step" });
  });

  test("comes in once by each sign-in, of several clicks at once", async () => {
    const { identity } = await waiting(await newTenant({}, grace));
    const flow = await flowAfterPassword(identity.id);
    const done = await Promise.allSettled([later(flow), later(flow), now(flow), later(flow)]);
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await sessionsOf(identity.id)).length).toBeLessThanOrEqual(1);
  });

  test("does not come in when the date goes by on that page", async () => {
    const { identity, person } = await waiting(await newTenant({}, grace));
    const flow = await flowAfterPassword(identity.id);
    await due(person.id, -1);
    await expect(later(flow)).rejects.toMatchObject({ code: "flow_over" });
    await expect(now(flow)).rejects.toMatchObject({ code: "flow_over" });
    expect(await sessionsOf(identity.id)).toEqual([]);
  });

  test("cannot put off the code of a second step that is there", async () => {
    const { identity } = await newMember(await newTenant({}, grace));
    const begun = await begin(identity.id);
    const flow = await flowOf("sign-in", "flow" in begun ? begun.flow : undefined, trace);
    expect(flow?.state).toBe("code");
    if (flow) await expect(later(flow)).rejects.toMatchObject({ code: "flow_over" });
    expect(await sessionsOf(identity.id)).toEqual([]);
  });
});

describe("the set-up is due", () => {
  test("after the date", async () => {
    const { identity } = await waiting(await newTenant({}, grace), -1);
    expect(await begin(identity.id)).toMatchObject({ next: "second-step" });
  });

  test("at once for who lost a second step, date or not", async () => {
    const { identity } = await waiting(await newTenant({}, grace));
    await withSystem("housekeeping", (tx) =>
      tx.insert(factors).values({
        identityId: identity.id,
        kind: "totp",
        label: "x",
        sealedSecret: "x",
        confirmedAt: new Date(),
        endedAt: new Date(),
      }),
    );
    expect(await begin(identity.id)).toMatchObject({ next: "second-step" });
  });

  test("at once for who got power over others", async () => {
    const tenant = await newTenant({}, grace);
    const { identity, person } = await waiting(tenant);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`insert into person_roles (tenant_id, person_id, role_id)
        values (${tenant.id}, ${person.id}, ${roleIdOf(tenant, "administrator")})`),
    );
    expect(await begin(identity.id)).toMatchObject({ next: "second-step" });
  });

  test("by the earliest of several companies, and at once where one gives no days", async () => {
    const [one, two] = [await newTenant({ name: "Een" }, grace), await newTenant({ name: "Twee" }, grace)];
    const { identity } = await waiting(one, 9 * DAY);
    const there = await newPerson(two, { identityId: identity.id, accountAt: new Date() });
    await due(there.id, 3 * DAY);
    expect(await asks(identity.id)).toMatchObject({ asked: "later", tenant: "Twee" });
    await due(there.id, -1);
    expect(await asks(identity.id)).toEqual({ asked: "now" });
    await due(there.id, null);
    expect(await asks(identity.id)).toEqual({ asked: "now" });
  });
});

describe("R15 nobody sets up again what need not be", () => {
  test("R15 where no company asks, the password is enough", async () => {
    const { identity } = await newMember(await newTenant({}, offered), "member", { secondStep: false });
    expect(await begin(identity.id)).toMatchObject({ next: "in" });
  });

  test("R15 who has a second step is asked for its code, and for no set-up", async () => {
    const { identity } = await newMember(await newTenant({}, grace));
    expect(await begin(identity.id)).toMatchObject({ next: "code" });
  });
});

describe("an invitation into a company that gives days", () => {
  test("lets in after saying until when, and gives the date once", async () => {
    const tenant = await newTenant({}, grace);
    const { person, secret } = await invited(tenant, "member");
    const accepted = await accept(secret);
    const flow = await flowOf("sign-in", "later" in accepted ? accepted.later : undefined, trace);
    expect(flow?.state).toBe("second-step-due");
    const row = await personNow(tenant.id, person.id);
    expect(row.secondStepDueAt).toEqual(endOfDayAfter(9, "Europe/Amsterdam"));
    expect(row).toMatchObject({ secondStepAt: null, stage: "started" });
  });

  test("gives no days to power over others", async () => {
    const tenant = await newTenant({}, grace);
    const { person, secret } = await invited(tenant, "administrator");
    expect(await accept(secret)).toHaveProperty("flow");
    expect((await personNow(tenant.id, person.id)).secondStepDueAt).toBeNull();
  });
});

describe("who asks", () => {
  const named = (identityId: string, field: Parameters<typeof whoAsks>[2]) =>
    withSystem("sign in", (tx) => whoAsks(tx, identityId, field));

  test("R14 is named for each rule that is in force", async () => {
    const linde = await newTenant({ name: "Linde" }, { preset: "modern", idleMinutes: 10 });
    const zon = await newTenant({ name: "Zon" }, { ...offered, passwordLength: 20, idleMinutes: 20 });
    const { identity } = await newMember(linde, "member", { secondStep: false });
    await newPerson(zon, { identityId: identity.id });
    expect(await named(identity.id, "secondStep")).toEqual(["Linde"]);
    expect(await named(identity.id, "passwordLength")).toEqual(["Zon"]);
    expect(await named(identity.id, "idleMinutes")).toEqual(["Linde"]);
    expect(await named(identity.id, "sessionHours")).toEqual(["Linde", "Zon"]);
    expect(await named(identity.id, "questions")).toEqual([]);
  });

  test("is the company of one's power over others, even where a second step is only offered", async () => {
    const { identity } = await newMember(await newTenant({ name: "Zon" }, offered), "owner", {
      secondStep: false,
    });
    expect(await named(identity.id, "secondStep")).toEqual(["Zon"]);
  });

  test("is nobody for who is in no company", async () => {
    const { id } = await newIdentity({ secondStep: false });
    expect(await named(id, "secondStep")).toEqual([]);
  });
});
