import { and, eq, isNull, sql } from "drizzle-orm";
import { generate } from "otplib";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { backupCodes, factors } from "@/db/schema/factors";
import { flows, sessions } from "@/db/schema/sessions";
import type { FlowSelf } from "@/lib/access/actor";
import { lookUp, withIdentity, withSystem } from "@/lib/access/doors";
import { countTry } from "@/lib/identity/limits";
import { matchesSlowHash } from "@/lib/identity/password";
import type { Arrival } from "@/lib/sign-in/arrive";
import { startSetUp } from "@/lib/sign-in/begin";
import { flowOf, startFlow } from "@/lib/sign-in/flow";
import { endSessions } from "@/lib/sign-in/session";
import { newIdentity, newMember, newSession, newTenant, personNow, trace } from "@/lib/testing/factories";
import { heldBackupCodes, spaced } from "./backup-codes";
import type { Enrolment } from "./confirm-totp";
import { pendingTotp } from "./enrol-totp";
import { finishSecondStep, type SetUpOutcome } from "./finish-second-step";
import { hashHeldCodes, keepBackupCodes } from "./keep-backup-codes";
import { type CodeOutcome, countCode, giveBackCode, signInWithCode } from "./sign-in-code";
import { digitsOf, newTotpSecret, otpauthUri, stepOf } from "./totp";

const PERIOD = 30_000;

// The clock stands still in the middle of a half-minute, so that no test falls on its edge.
beforeEach(() => {
  const start = Math.floor(Date.now() / PERIOD) * PERIOD + PERIOD / 2;
  vi.useFakeTimers({ toFake: ["Date"], now: start });
});
afterEach(() => vi.useRealTimers());

const later = (steps: number) => vi.setSystemTime(Date.now() + steps * PERIOD);
const codeOf = (key: string | null, steps = 0) =>
  generate({ secret: key ?? "", epoch: Math.floor(Date.now() / 1000) + steps * 30 });

async function challenge(identityId: string): Promise<FlowSelf<"sign-in">> {
  const secret = await withSystem(
    "sign in",
    (tx) => startFlow(tx, { purpose: "sign-in", identityId, state: "code" }),
    trace,
  );
  const flow = await flowOf("sign-in", secret, trace);
  if (!flow) throw new Error("no flow");
  return flow.self;
}

/** A new sign-in with this code, as far as its verdict. */
async function signIn(identityId: string, code: string): Promise<Omit<CodeOutcome, "session">> {
  const self = await challenge(identityId);
  const { arrival: _, ...verdict } = await withIdentity<"sign-in", CodeOutcome & { arrival?: Arrival }>(
    self,
    (tx) => signInWithCode(tx, { code }),
  );
  return verdict;
}

async function newSignIn() {
  const { id, key } = await newIdentity();
  return {
    id,
    key,
    enter: (code: string) => signIn(id, code),
    at: async (steps: number) => signIn(id, await codeOf(key, steps)),
  };
}

async function setUp(identityId: string) {
  const secret = await withSystem("sign in", (tx) => startSetUp(tx, identityId, null), trace);
  const flow = await flowOf("activation", secret, trace);
  if (!flow) throw new Error("no flow");
  const { self } = flow;
  const pending = await withIdentity<"activation", Awaited<ReturnType<typeof pendingTotp>>>(
    self,
    pendingTotp,
  );
  if (!pending) throw new Error("no key waits");
  const enter = async (code: string, more: { newCodes?: "yes" } = {}): Promise<Enrolment> => {
    const outcome = await withIdentity<"activation", SetUpOutcome>(self, (tx) =>
      finishSecondStep(tx, { code, ...more }),
    );
    return outcome.verdict === "right" ? { verdict: "right" } : outcome;
  };
  const state = async () => (await flowOf("activation", secret, trace))?.state;
  return {
    ...pending,
    self,
    enter,
    state,
    at: async (steps: number) => enter(await codeOf(pending.secret, steps)),
  };
}

async function newSetUp() {
  const { person, identity } = await newMember(await newTenant(), "member", { secondStep: false });
  await change(sql`update people set second_step_at = null, active_at = null where id = ${person.id}`);
  return { person, identity, ...(await setUp(identity.id)) };
}

const change = (query: ReturnType<typeof sql>) => withSystem("housekeeping", (tx) => tx.execute(query));
const factorsOf = (identityId: string) =>
  lookUp("housekeeping", (db) =>
    db.select().from(factors).where(eq(factors.identityId, identityId)).orderBy(factors.createdAt),
  );
const sheetOf = (identityId: string) =>
  lookUp("housekeeping", (db) =>
    db
      .select()
      .from(backupCodes)
      .where(and(eq(backupCodes.identityId, identityId), isNull(backupCodes.endedAt))),
  );
const sessionsOf = (identityId: string) =>
  lookUp("housekeeping", (db) => db.select().from(sessions).where(eq(sessions.identityId, identityId)));

describe("the arithmetic", () => {
  // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
  const rfcKey = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  test.each([
    [59, "287082", 0x1],
    [1_111_111_109, "081804", 0x23523ec],
    [1_111_111_111, "050471", 0x23523ed],
    [1_234_567_890, "005924", 0x273ef07],
    [2_000_000_000, "279037", 0x3f940aa],
    [20_000_000_000, "353130", 0x27bc86aa],
  ])("T10 at second %i the code %s belongs to its step, as RFC 6238 says", async (second, code, step) => {
    vi.setSystemTime(second * 1000);
    expect(await stepOf(rfcKey, code, 0, 0)).toBe(step);
    expect(
      await stepOf(
        rfcKey,
        code.replace(/.$/, (last) => String((Number(last) + 1) % 10)),
        0,
        0,
      ),
    ).toBeNull();
  });

  test("a key has 160 random bits, and its address says what the app must know", () => {
    const key = newTotpSecret();
    expect(key).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(key);
    const address = new URL(otpauthUri(key, 'Linde & "Zn": anna@linde.test'));
    expect(address.protocol).toBe("otpauth:");
    expect(Object.fromEntries(address.searchParams)).toEqual({
      secret: key,
      issuer: "Portico",
      algorithm: "SHA1",
      digits: "6",
      period: "30",
    });
  });

  test.each([
    "123456",
    "123 456",
    "123-456",
    " 12 34 56\n",
    "123\u00a0456",
    "123\u2009456",
    "123\u2013456",
    "\uff11\uff12\uff13\uff14\uff15\uff16",
  ])("R19 %j is understood", (typed) => expect(digitsOf(typed)).toBe("123456"));

  test.each(["12345", "1234567", "12345a", "", "123,456", "+123456", "\u0661\u0662\u0663\u0664\u0665\u0666"])(
    "%j is not a code",
    (typed) => expect(digitsOf(typed)).toBeNull(),
  );
});

describe("a code at sign-in", () => {
  test("T11 is right in its half-minute and the next, and once", async () => {
    const { at } = await newSignIn();
    expect(await at(-1)).toEqual({ verdict: "right" });
    expect(await at(-1)).toEqual({ verdict: "used" });
    expect(await at(0)).toEqual({ verdict: "right" });
    expect(await at(0)).toEqual({ verdict: "used" });
  });

  test("T11 that was shown before the one used is not taken after it", async () => {
    const { at } = await newSignIn();
    expect(await at(0)).toEqual({ verdict: "right" });
    expect(await at(-1)).toEqual({ verdict: "used" });
  });

  test.each([-2, -4, -10])(
    "T14 that is %i steps old is told as an earlier one, and not accepted",
    async (steps) => {
      const { id, at } = await newSignIn();
      expect(await at(steps)).toEqual({ verdict: "earlier", seconds: steps * 30 });
      expect((await factorsOf(id))[0]?.lastStep).toBeNull();
    },
  );

  test.each([-11, 1, 2, 10])(
    "T14 of step %i is only wrong: nothing is told about what is to come",
    async (steps) => {
      const { at } = await newSignIn();
      expect(await at(steps)).toEqual({ verdict: "wrong" });
    },
  );

  test("T14 T19 of somebody else is wrong, and of a key that has ended told as such", async () => {
    const [anna, ben] = [await newSignIn(), await newSignIn()];
    expect(await anna.enter(await codeOf(ben.key))).toEqual({ verdict: "wrong" });
    await change(sql`update factors set ended_at = now() where identity_id = ${anna.id}`);
    expect(await anna.at(0)).toEqual({ verdict: "old_key" });
  });

  test("of a key nobody has confirmed yet is wrong", async () => {
    const { identity, secret } = await newSetUp();
    expect(await signIn(identity.id, await codeOf(secret))).toEqual({ verdict: "wrong" });
  });

  test("that cannot be one is told as such", async () => {
    const { enter } = await newSignIn();
    expect(await enter("12 34")).toEqual({ verdict: "form" });
  });

  test("is right once of fifty sign-ins at once", async () => {
    const { id, at } = await newSignIn();
    const verdicts = await Promise.all(Array.from({ length: 50 }, () => at(0)));
    expect(verdicts.filter(({ verdict }) => verdict === "right")).toHaveLength(1);
    expect(verdicts.filter(({ verdict }) => verdict === "used")).toHaveLength(49);
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  test("and its neighbour at once begin one session of one sign-in, not two", async () => {
    const { id, key } = await newSignIn();
    const self = await challenge(id);
    const enter = (code: string) =>
      withIdentity<"sign-in", CodeOutcome>(self, (tx) => signInWithCode(tx, { code }));
    await Promise.allSettled([await codeOf(key, -1), await codeOf(key, 0)].map(enter));
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  test("is not used up by a sign-in whose time is over", async () => {
    const { id, key, at } = await newSignIn();
    const self = await challenge(id);
    await change(sql`update flows set ended_at = clock_timestamp() where id = ${self.flowId}`);
    const code = await codeOf(key);
    const late = withIdentity<"sign-in", CodeOutcome>(self, (tx) => signInWithCode(tx, { code }));
    await expect(late).rejects.toMatchObject({ code: "flow_over" });
    expect(await at(0)).toEqual({ verdict: "right" });
  });
});

describe("setting up", () => {
  test("a code of this half-minute or the one before confirms the key", async () => {
    for (const steps of [0, -1]) {
      const { id, at, state, person } = await newSetUp();
      expect(await at(steps)).toEqual({ verdict: "right" });
      expect(await state()).toBe("backup-codes");
      expect(await sessionsOf(id)).toEqual([]);
      expect((await personNow(person.tenantId, person.id)).secondStepAt).not.toBeNull();
    }
  });

  test("the code that confirmed the key does not sign in; the next one does", async () => {
    const { identity, secret, at } = await newSetUp();
    await at(0);
    expect(await signIn(identity.id, await codeOf(secret))).toEqual({ verdict: "used" });
    later(1);
    // The browser was closed before the tick: a new sheet comes before the session.
    expect(await signIn(identity.id, await codeOf(secret))).toMatchObject({ verdict: "sheet" });
  });

  test.each([
    [-2, -60],
    [-10, -300],
    [1, 30],
    [3, 90],
    [10, 300],
  ])(
    "T12 a clock off by %i steps is measured and told, and the code not accepted",
    async (steps, seconds) => {
      const { identity, at, state } = await newSetUp();
      expect(await at(steps)).toEqual({ verdict: "clock", seconds });
      expect(await state()).toBe("second-step");
      expect((await factorsOf(identity.id))[0]).toMatchObject({ confirmedAt: null, lastStep: null });
    },
  );

  test.each([-11, 11])("T14 a code of step %i is wrong", async (steps) => {
    const { at } = await newSetUp();
    expect(await at(steps)).toEqual({ verdict: "wrong" });
  });

  test("R16 T19 a code of an earlier entry is named by that entry, and not accepted", async () => {
    const first = await newSetUp();
    await change(
      sql`update factors set created_at = created_at - interval '16 minutes' where id = ${first.id}`,
    );
    const second = await setUp(first.identity.id);
    expect(second.secret).not.toBe(first.secret);
    for (const steps of [0, -5, 5])
      expect(await second.enter(await codeOf(first.secret, steps))).toEqual({
        verdict: "old_entry",
        label: first.label,
      });
    expect(await second.state()).toBe("second-step");
    expect(await second.at(0)).toEqual({ verdict: "right" });
  });

  test("begun again it has a new key, under a name of its own, and the earlier set-up is over", async () => {
    const first = await newSetUp();
    const again = await setUp(first.identity.id);
    expect(again.secret).not.toBe(first.secret);
    expect([first.label, again.label]).toEqual([
      `Zorggroep Linde: ${first.identity.email}`,
      `${first.label} (2)`,
    ]);
    // Somebody else with the password would otherwise know the key that is confirmed here.
    expect(await first.state()).toBeUndefined();
    await expect(first.at(0)).resolves.toMatchObject({ verdict: "over" });
    expect((await factorsOf(first.identity.id)).map(({ endedAt }) => endedAt === null)).toEqual([
      false,
      true,
    ]);
  });

  test("begun twice at once there is one set-up, and nobody else sees its key", async () => {
    const { identity } = await newSetUp();
    const begun = await Promise.all(
      Array.from({ length: 5 }, () =>
        withSystem("sign in", (tx) => startSetUp(tx, identity.id, null), trace),
      ),
    );
    const open = await Promise.all(begun.map((secret) => flowOf("activation", secret, trace)));
    expect(open.filter(Boolean)).toHaveLength(1);
    expect((await factorsOf(identity.id)).filter(({ endedAt }) => !endedAt)).toHaveLength(1);
  });

  test("the key is sealed, and to its own row", async () => {
    const [anna, ben] = [await newSetUp(), await newSetUp()];
    const [row] = await factorsOf(anna.identity.id);
    expect(JSON.stringify(row)).not.toContain(anna.secret);
    await change(sql`update factors set sealed_secret = ${row?.sealedSecret} where id = ${ben.id}`);
    await expect(ben.enter(await codeOf(anna.secret))).rejects.toThrow();
  });

  test("two codes at once confirm one key once", async () => {
    const { identity, at } = await newSetUp();
    const answers = await Promise.all([at(0), at(-1), at(0)]);
    expect(answers.filter(({ verdict }) => verdict === "right")).toHaveLength(1);
    expect((await factorsOf(identity.id)).filter(({ confirmedAt }) => confirmedAt)).toHaveLength(1);
  });

  test("whose time is over confirms nothing", async () => {
    const { identity, self, at } = await newSetUp();
    await change(sql`update flows set expires_at = clock_timestamp() where id = ${self.flowId}`);
    await expect(at(0)).rejects.toMatchObject({ code: "flow_over" });
    expect((await factorsOf(identity.id))[0]?.confirmedAt).toBeNull();
  });
});

describe("backup codes", () => {
  const held = (self: FlowSelf<"activation">) =>
    withIdentity<"activation", string[] | null>(self, heldBackupCodes);
  const tick = async (self: FlowSelf<"activation">) => {
    const hashed = await hashHeldCodes(self);
    return withIdentity<"activation", Arrival>(self, (tx) => keepBackupCodes(tx, { kept: "yes" }, hashed));
  };
  const confirmed = async () => {
    const made = await newSetUp();
    await made.at(0);
    return made;
  };

  test("X15 are ten of sixteen characters that cannot be mistaken, and differ", async () => {
    const { self } = await confirmed();
    const codes = (await held(self)) ?? [];
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-Z]{16}$/);
    expect(spaced("ABCDEFGHJKMNPQRS")).toBe("ABCD EFGH JKMN PQRS");
  });

  test("X15 lie on the screen for half an hour at most: the tick gives a session", async () => {
    const { self } = await confirmed();
    await change(
      sql`update flows set expires_at = expires_at - interval '30 minutes 1 second' where id = ${self.flowId}`,
    );
    await expect(tick(self)).rejects.toMatchObject({ code: "flow_over" });
  });

  test("X15 count only once they are said to be kept; then the session begins", async () => {
    const { identity, person, self } = await confirmed();
    const codes = (await held(self)) ?? [];
    expect(await held(self)).toEqual(codes);
    expect(await sheetOf(identity.id)).toEqual([]);
    expect(await sessionsOf(identity.id)).toEqual([]);
    await tick(self);
    expect(await sheetOf(identity.id)).toHaveLength(10);
    expect(await sessionsOf(identity.id)).toHaveLength(1);
    expect((await personNow(person.tenantId, person.id)).activeAt).not.toBeNull();
  });

  test("are kept as slow hashes, each found by its first two characters, and nowhere in clear", async () => {
    const { identity, self } = await confirmed();
    const codes = (await held(self)) ?? [];
    await tick(self);
    const rows = await sheetOf(identity.id);
    const [code = ""] = codes;
    const [row] = rows.filter(({ finder }) => finder === code.slice(0, 2));
    expect(await matchesSlowHash(row?.hash ?? null, code.slice(2))).toBe(true);
    const flow = await lookUp("housekeeping", (db) =>
      db.select().from(flows).where(eq(flows.id, self.flowId)),
    );
    expect(flow[0]?.sealed).toBeNull();
    for (const one of codes) expect(JSON.stringify([rows, flow])).not.toContain(one.slice(2));
  });

  test("X15 are armed once by two ticks, in one tab or in two", async () => {
    const { identity, self } = await confirmed();
    const ticks = await Promise.allSettled([tick(self), tick(self), tick(self)]);
    expect(ticks.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(tick(self)).rejects.toMatchObject({ code: "flow_over" });
    expect(await sheetOf(identity.id)).toHaveLength(10);
    expect(await sessionsOf(identity.id)).toHaveLength(1);
  });

  test("that were left on a screen prove nothing fresh when they are kept at last", async () => {
    const { identity, self } = await confirmed();
    await change(
      sql`update factors set confirmed_at = now() - interval '20 hours', last_used_at = null where identity_id = ${identity.id}`,
    );
    await tick(self);
    const [session] = await sessionsOf(identity.id);
    const proved = session?.proofs.find(({ kind }) => kind === "totp");
    expect(Date.now() - new Date(proved?.at ?? 0).getTime()).toBeGreaterThan(19 * 3_600_000);
  });

  test("that were left on a screen are worth nothing once the sign-in was completed elsewhere", async () => {
    const { identity, self } = await confirmed();
    await newSession(identity.id);
    expect(await held(self)).toBeNull();
    await expect(tick(self)).rejects.toMatchObject({ code: "flow_over" });
  });

  test("that were left on a screen end with every session", async () => {
    const { identity, self } = await confirmed();
    await withSystem("end session", (tx) => endSessions(tx, { identityId: identity.id }));
    await expect(tick(self)).rejects.toMatchObject({ code: "flow_over" });
  });

  test("cannot be ticked so often that others wait for the hashing", async () => {
    const { self } = await confirmed();
    for (let times = 0; times < 10; times++)
      await countTry({ name: "sheet of flow", most: 10, seconds: 600 }, self.flowId);
    await expect(tick(self)).rejects.toMatchObject({ code: "too_many" });
  });

  test("X13 end when a new sheet is armed", async () => {
    const { identity, self } = await confirmed();
    await tick(self);
    const before = await sheetOf(identity.id);
    await change(sql`update factors set ended_at = now() where identity_id = ${identity.id}`);
    const again = await setUp(identity.id);
    later(1);
    expect(await again.enter(await codeOf(again.secret), { newCodes: "yes" })).toEqual({ verdict: "right" });
    expect((await sheetOf(identity.id)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    await tick(again.self);
    const after = await sheetOf(identity.id);
    expect(after).toHaveLength(10);
    for (const { id } of before) expect(after.map((one) => one.id)).not.toContain(id);
  });

  test("cannot be ticked before the second step is confirmed", async () => {
    const { identity, self } = await newSetUp();
    await expect(tick(self)).rejects.toMatchObject({ code: "flow_over" });
    const skipping = withIdentity<"activation", Arrival>(self, (tx) =>
      keepBackupCodes(tx, { kept: "yes" }, [{ finder: "AB", hash: "x" }]),
    );
    await expect(skipping).rejects.toMatchObject({ code: "flow_over" });
    expect(await sessionsOf(identity.id)).toEqual([]);
    expect(await sheetOf(identity.id)).toEqual([]);
  });
});

describe("T14 tries at codes", () => {
  const anyCode = { code: "123456" };
  const refusalOf = (self: FlowSelf<"sign-in">) =>
    countCode(self, anyCode).then(
      () => null,
      (error) => error.code as string,
    );
  const countTimes = async (times: number, self: FlowSelf<"sign-in">) => {
    const refusals: (string | null)[] = [];
    for (let n = 0; n < times; n++) refusals.push(await refusalOf(self));
    return refusals.filter((one) => one !== null);
  };

  test("are five in one sign-in", async () => {
    const self = await challenge((await newIdentity()).id);
    expect(await countTimes(5, self)).toEqual([]);
    expect(await refusalOf(self)).toBe("flow_tries_over");
  });

  test("are five of fifty at once", async () => {
    const self = await challenge((await newIdentity()).id);
    const refusals = await Promise.all(Array.from({ length: 50 }, () => refusalOf(self)));
    expect(refusals.filter((one) => one === null)).toHaveLength(5);
  });

  test("are ten in an hour and thirty in a day, however often somebody begins again", async () => {
    const { id } = await newIdentity();
    const nextHour = () =>
      change(sql`update limits set started_at = started_at - interval '61 minutes' where span like '%/3600'`);
    for (let hour = 0; hour < 3; hour++) {
      expect(await countTimes(5, await challenge(id))).toEqual([]);
      expect(await countTimes(5, await challenge(id))).toEqual([]);
      if (hour === 0) expect(await refusalOf(await challenge(id))).toBe("too_many_codes");
      if (hour === 0)
        await change(
          sql`update limits set tries = tries - 1 where span = 'code of identity/86400' and tries = 11`,
        );
      await nextHour();
    }
    await expect(countCode(await challenge(id), anyCode)).rejects.toMatchObject({
      code: "too_many_codes",
      values: { until: expect.any(Date) },
    });
    expect(await refusalOf(await challenge((await newIdentity()).id))).toBeNull();
  });

  test("are given back by a right code, and not spent by what cannot be one", async () => {
    const { id } = await newIdentity();
    for (let n = 0; n < 12; n++) {
      const self = await challenge(id);
      await countCode(self, anyCode);
      await countCode(self, { code: "12 34" });
      await giveBackCode(self);
    }
    expect(await countTimes(5, await challenge(id))).toEqual([]);
  });

  test("at a set-up count as well", async () => {
    const { self } = await newSetUp();
    for (let n = 0; n < 5; n++) await countCode(self, anyCode);
    await expect(countCode(self, anyCode)).rejects.toMatchObject({ code: "flow_tries_over" });
  });
});
