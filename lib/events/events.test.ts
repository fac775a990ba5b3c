import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, describe, expect, inject, test } from "vitest";
import { lookUp, withIdentity, withSystem, withTenant } from "@/lib/access/doors";
import { recordRefusedAct } from "@/lib/access/refused-act";
import { confirmTotp } from "@/lib/factors/confirm-totp";
import { sendInvitation } from "@/lib/invitations/send";
import { withdrawInvitation } from "@/lib/invitations/withdraw";
import { answerPassword } from "@/lib/sign-in/answer-password";
import { checkPassword } from "@/lib/sign-in/check-password";
import { flowOf } from "@/lib/sign-in/flow";
import { endOwnSessions } from "@/lib/sign-in/sign-out";
import {
  anyEmail,
  newActor,
  newIdentity,
  newMember,
  newPerson,
  newTenant,
  PASSWORD,
  selfOf,
  type Tenant,
  trace,
} from "@/lib/testing/factories";
import { record } from "./record";
import { verifyEvents } from "./verify";

const PLATFORM = "00000000-0000-0000-0000-000000000000";

/** Above all policies and triggers, as whoever holds the machine would be. */
function adminDatabase() {
  const url = new URL(inject("template").adminUrl);
  url.pathname = new URL(process.env.DATABASE_URL ?? "").pathname;
  return postgres(url.href, { max: 1, onnotice: () => undefined });
}
const admin = adminDatabase();
afterAll(() => admin.end());

const events = (where: ReturnType<typeof sql>) =>
  lookUp("verify events", async (db) => [
    ...(await db.execute(sql`select * from events where ${where} order by stream, seq`)),
  ]);

const brokenAt = async (stream: string) => {
  const checks = await withSystem("verify events", verifyEvents);
  const check = checks.find((one) => one.stream === stream);
  if (!check) throw new Error("no such stream");
  return check.brokenAt;
};

/** A change behind the back of the log: its triggers are silent for this one transaction. */
const tamper = (change: (db: postgres.TransactionSql) => Promise<unknown>) =>
  admin.begin(async (db) => {
    await db`set local session_replication_role = replica`;
    await change(db);
  });

async function tenantWithEvents(count: number): Promise<Tenant> {
  const home = await newTenant();
  await withSystem("housekeeping", async (tx) => {
    for (let n = 0; n < count; n++)
      record(tx, {
        tenantId: home.id,
        action: "invitation.sent",
        details: { number: `INV-${n}`, roles: ["member"] },
      });
  });
  return home;
}

describe("the chain", () => {
  test("is unbroken under thirty appends at once, over two streams", async () => {
    const [one, two] = [await newTenant(), await newTenant()];
    const append = (n: number) =>
      withSystem("housekeeping", async (tx) => {
        const streams = n % 2 ? [one, two] : [two, one];
        for (const { id } of streams) record(tx, { tenantId: id, action: "invitation.sent", details: { n } });
      });
    await Promise.all(Array.from({ length: 30 }, (_, n) => append(n)));
    for (const { id } of [one, two]) {
      const lines = await events(sql`stream = ${id}`);
      // The first is the tenant's own beginning.
      expect(lines.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 31 }, (_, n) => n + 1));
      expect(await brokenAt(id)).toBeNull();
    }
  });

  test.each([
    [
      "the action",
      (id: string) => (db: postgres.TransactionSql) =>
        db`update events set action = 'invitation.withdrawn' where stream = ${id} and seq = 4`,
    ],
    [
      "the time",
      (id: string) => (db: postgres.TransactionSql) =>
        db`update events set at = at + interval '1 second' where stream = ${id} and seq = 4`,
    ],
    [
      "a detail",
      (id: string) => (db: postgres.TransactionSql) =>
        db`update events set details = '{"number": "INV-9"}' where stream = ${id} and seq = 4`,
    ],
    [
      "who did it",
      (id: string) => (db: postgres.TransactionSql) =>
        db`update events set actor_id = ${randomUUID()} where stream = ${id} and seq = 4`,
    ],
  ])("shows where %s of a row was changed", async (_what, change) => {
    const { id } = await tenantWithEvents(6);
    expect(await brokenAt(id)).toBeNull();
    await tamper(change(id));
    expect(await brokenAt(id)).toBe(4);
  });

  test("shows a changed row even when its own hash was made anew", async () => {
    const { id } = await tenantWithEvents(6);
    await tamper(async (db) => {
      await db`update events set action = 'invitation.withdrawn' where stream = ${id} and seq = 4`;
      await db`update events e set hash = app.link_of(e) where stream = ${id} and seq = 4`;
    });
    expect(await brokenAt(id)).toBe(5);
  });

  test("shows a row taken from the middle, a cut tail and two rows that changed places", async () => {
    const [middle, tail, swapped] = [
      await tenantWithEvents(6),
      await tenantWithEvents(6),
      await tenantWithEvents(6),
    ];
    await tamper((db) => db`delete from events where stream = ${middle.id} and seq = 3`);
    await tamper((db) => db`delete from events where stream = ${tail.id} and seq > 5`);
    await tamper(async (db) => {
      await db`update events set seq = -seq where stream = ${swapped.id} and seq in (3, 4)`;
      await db`update events set seq = case seq when -3 then 4 else 3 end where stream = ${swapped.id} and seq < 0`;
    });
    expect(await brokenAt(middle.id)).toBe(3);
    expect(await brokenAt(tail.id)).toBe(6);
    expect(await brokenAt(swapped.id)).toBe(3);
  });
});

describe("who may write to the log", () => {
  const logins = ["DATABASE_URL", "DATABASE_SYSTEM_URL", "DATABASE_JOBS_URL"] as const;

  test.each(logins)(
    "the login of %s may not insert, update, delete or truncate, in any column",
    async (name) => {
      const db = postgres(process.env[name] ?? "", { max: 1, onnotice: () => undefined });
      try {
        const attempts = [
          "insert into events default values",
          "update events set action = 'x'",
          "delete from events",
          "truncate events",
        ];
        for (const attempt of [...attempts, "update event_heads set seq = 0", "delete from event_heads"])
          await expect(db.unsafe(attempt)).rejects.toThrow("permission denied");
      } finally {
        await db.end();
      }
    },
  );

  test("even its owner changes and empties nothing", async () => {
    const db = postgres(process.env.DATABASE_OWNER_URL ?? "", { max: 1, onnotice: () => undefined });
    try {
      await expect(db`truncate events`).rejects.toThrow("append-only");
      expect((await db`update events set action = 'x'`).count).toBe(0);
      expect((await db`delete from events`).count).toBe(0);
    } finally {
      await db.end();
    }
  });

  test("not even a superuser, as long as the triggers are there", async () => {
    await newTenant();
    await expect(admin`update events set action = 'x'`).rejects.toThrow("append-only");
    await expect(admin`delete from events`).rejects.toThrow("append-only");
  });
});

test("a door writes down nothing that happened behind another", async () => {
  const [ada, ben] = [await newActor("owner"), await newActor("owner")];
  const note = (told: object) => JSON.stringify([{ actorKind: "person", action: "session.ended", ...told }]);
  const asAda = (told: object) =>
    withTenant(ada, "people.invite", (tx) => tx.execute(sql`select app.append_events(${note(told)}::jsonb)`));
  const asHerself = (told: object) =>
    withIdentity(ada.self, (tx) => tx.execute(sql`select app.append_events(${note(told)}::jsonb)`));
  for (const told of [{ tenantId: ben.tenantId }, { identityId: ben.self.identityId }, {}]) {
    await expect(asAda(told)).rejects.toThrow("an event of another door");
    await expect(asHerself(told)).rejects.toThrow("an event of another door");
  }
});

describe("an act on an identity", () => {
  /** Linked in two tenants, gone from a third. */
  async function linkedTwice() {
    const [one, two, left] = [await newTenant(), await newTenant(), await newTenant()];
    const identity = await newIdentity();
    const people = [
      await newPerson(one, { identityId: identity.id, accountAt: new Date() }),
      await newPerson(two, { identityId: identity.id, accountAt: new Date() }),
    ];
    await newPerson(left, { identityId: identity.id, leftAt: new Date() });
    return { identity, one, two, left, people };
  }

  test("is told in each tenant the identity is linked in, under one act, to that tenant's own person", async () => {
    const { identity, one, two, people } = await linkedTwice();
    await withIdentity<"session", number>(await selfOf(identity.id), endOwnSessions);
    const lines = await events(sql`identity_id = ${identity.id} and action = 'session.ended_everywhere'`);
    expect(new Set(lines.map(({ stream }) => stream))).toEqual(new Set([one.id, two.id]));
    expect(new Set(lines.map(({ act_id }) => act_id)).size).toBe(1);
    for (const line of lines) {
      expect(line.tenant_id).toBe(line.stream);
      expect(line.person_id).toBe(people.find(({ tenantId }) => tenantId === line.stream)?.id);
    }
  });

  test("never names another tenant", async () => {
    const { identity, one, two, left, people } = await linkedTwice();
    await selfOf(identity.id);
    for (const here of [one, two]) {
      const told = JSON.stringify(await events(sql`stream = ${here.id}`));
      for (const other of [one, two, left].filter(({ id }) => id !== here.id)) {
        expect(told).not.toContain(other.id);
        expect(told).not.toContain(other.slug);
        expect(told).not.toContain(people.find(({ tenantId }) => tenantId === other.id)?.id ?? other.id);
      }
    }
  });

  test("goes to the platform's stream when it is linked nowhere", async () => {
    const identity = await newIdentity();
    await withIdentity<"session", number>(await selfOf(identity.id), endOwnSessions);
    const lines = await events(sql`identity_id = ${identity.id}`);
    expect(lines.map(({ action }) => action)).toEqual(["sign_in.completed", "session.ended_everywhere"]);
    for (const line of lines)
      expect(line).toMatchObject({ stream: PLATFORM, tenant_id: null, person_id: null });
    expect(await brokenAt(PLATFORM)).toBeNull();
  });

  test("is read by the identity itself, and by no other", async () => {
    const { identity } = await linkedTwice();
    const self = await selfOf(identity.id);
    const own = sql`select distinct identity_id from events`;
    const seen = await withIdentity<"session", unknown[]>(self, async (tx) => [...(await tx.execute(own))]);
    expect(seen).toEqual([{ identity_id: identity.id }]);
  });
});

describe("a refused act", () => {
  const refusalsOf = (identityId: string) =>
    events(sql`action = 'act.refused' and (identity_id = ${identityId} or subject_id = ${identityId})`);

  test("is told in the tenant it was tried in, and in no other of the same identity", async () => {
    const [one, two] = [await newTenant(), await newTenant()];
    const identity = await newIdentity();
    const person = await newPerson(one, { identityId: identity.id });
    await newPerson(two, { identityId: identity.id });
    await recordRefusedAct(
      { act: "people.invite", reason: "not_permitted", identityId: identity.id, tenant: one.slug },
      trace,
    );
    const lines = await refusalsOf(identity.id);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      stream: one.id,
      person_id: person.id,
      result: "refused",
      reason: "not_permitted",
    });
  });

  test("of a stranger, or of nobody, is the platform's to know", async () => {
    const [own, elsewhere] = [await newTenant(), await newTenant()];
    const identity = await newIdentity();
    await newPerson(own, { identityId: identity.id });
    for (const tenant of [elsewhere.slug, "no-such-company"])
      await recordRefusedAct(
        { act: "people.view", reason: "not_found", identityId: identity.id, tenant },
        trace,
      );
    const lines = await refusalsOf(identity.id);
    expect(lines.map(({ stream }) => stream)).toEqual([PLATFORM, PLATFORM]);
    await recordRefusedAct({ act: "mailed link", reason: "too_many" }, trace);
    expect(await events(sql`stream = ${PLATFORM} and reason = 'too_many'`)).toHaveLength(1);
  });
});

const WRONG_CODE = "917382";

test("no event of a whole story holds an address, a name or a secret", async () => {
  const ada = await newActor("owner");
  const email = anyEmail();
  const draft = {
    email,
    name: "Geheimpje Jansen",
    roles: [ada.home.roles.member],
    note: "ken ik uit Xanten",
  };
  const { personId } = await withTenant(ada, "people.invite", (tx) => sendInvitation(tx, draft));
  await withTenant(ada, "people.invite", (tx) => withdrawInvitation(tx, { personId }));
  const { identity } = await newMember(ada.home, "member", { secondStep: false });
  const from = { address: "192.0.2.77", device: undefined };
  const signIn = (password: string) => checkPassword({ name: identity.email, password }, from);
  const answer = async (password: string) => {
    const checked = await signIn(password);
    return withSystem("sign in", (tx) => answerPassword(tx, checked), trace);
  };
  await answer("geheim wachtwoord");
  const begun = await answer(PASSWORD);
  if (!("flow" in begun)) throw new Error("no set-up was begun");
  const flow = await flowOf("activation", begun.flow, trace);
  if (!flow) throw new Error("no flow");
  await withIdentity<"activation", unknown>(flow.self, (tx) => confirmTotp(tx, WRONG_CODE));

  const lines = await events(sql`true`);
  const kinds = new Set(lines.map(({ action }) => action));
  for (const kind of [
    "invitation.sent",
    "invitation.withdrawn",
    "sign_in.password_wrong",
    "factor.started",
    "factor.code_refused",
  ])
    expect(kinds).toContain(kind);
  const holding = (secret: string) =>
    lines.filter((line) => JSON.stringify(line).includes(secret)).map(({ action }) => action);
  const secrets = [
    "@",
    "Geheimpje",
    "Xanten",
    "geheim wachtwoord",
    PASSWORD,
    "192.0.2.77",
    begun.flow,
    WRONG_CODE,
  ];
  for (const secret of secrets) expect(holding(secret)).toEqual([]);
});
