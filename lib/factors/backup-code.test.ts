import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { generate } from "otplib";
import postgres from "postgres";
import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import { backupCodes, factors } from "@/db/schema/factors";
import { flows, sessions } from "@/db/schema/sessions";
import type { FlowSelf } from "@/lib/access/actor";
import { lookUp, withIdentity, withSystem } from "@/lib/access/doors";
import { isFresh } from "@/lib/access/fresh";
import type { BuiltInRole } from "@/lib/access/permissions";
import { isRefusal } from "@/lib/refusal";
import { readableCode } from "@/lib/secrets";
import type { Arrival } from "@/lib/sign-in/arrive";
import { type Flow, flowOf, startFlow } from "@/lib/sign-in/flow";
import { readSession } from "@/lib/sign-in/session";
import { endOwnSession } from "@/lib/sign-in/sign-out";
import { waysOf, whomToAsk } from "@/lib/sign-in/ways";
import { sessionIn } from "@/lib/testing/arrival";
import { giveBackupCodes } from "@/lib/testing/backup-codes";
import { newMember, newSession, newTenant, selfOf, trace } from "@/lib/testing/factories";
import { heldBackupCodes } from "./backup-codes";
import { pendingTotp } from "./enrol-totp";
import { finishSecondStep, type SetUpOutcome } from "./finish-second-step";
import { hashHeldCodes, keepBackupCodes } from "./keep-backup-codes";
import { putOffNewPhone, takeUpNewPhone } from "./put-off-new-phone";
import {
  type BackupOutcome,
  hashNewCode,
  keepNewCode,
  type NewPhone,
  signInWithBackupCode,
} from "./sign-in-backup-code";
import { type CodeOutcome, countProof, signInWithCode } from "./sign-in-code";
import { typedBackupCode } from "./typed-backup-code";
import { findBackupCode } from "./use-backup-code";

/** The queue obeys its owner alone. */
function adminDatabase() {
  const url = new URL(inject("template").adminUrl);
  url.pathname = new URL(process.env.DATABASE_URL ?? "").pathname;
  return postgres(url.href, { max: 1, onnotice: () => undefined });
}
const admin = adminDatabase();
afterAll(() => admin.end());

const change = (query: ReturnType<typeof sql>) => withSystem("housekeeping", (tx) => tx.execute(query));

async function challenge(identityId: string): Promise<FlowSelf<"sign-in">> {
  const draft = { purpose: "sign-in", identityId, state: "code" } as const;
  const secret = await withSystem("sign in", (tx) => startFlow(tx, draft), trace);
  const flow = await flowOf("sign-in", secret, trace);
  if (!flow) throw new Error("no flow");
  return flow.self;
}

/** As the action does it: first outside, then within the door. */
async function enter(self: FlowSelf<"sign-in">, code: string): Promise<BackupOutcome> {
  const found = await findBackupCode(self, { code });
  return withIdentity<"sign-in", BackupOutcome>(self, (tx) => signInWithBackupCode(tx, { code }, found));
}
const signIn = async (identityId: string, code: string) => enter(await challenge(identityId), code);

function newPhoneOf(outcome: BackupOutcome): NewPhone {
  if (outcome.verdict !== "right") throw new Error(outcome.verdict);
  return outcome;
}

async function setUpOf(outcome: BackupOutcome): Promise<Flow<"activation">> {
  const flow = await flowOf("activation", newPhoneOf(outcome).flow, trace);
  if (!flow) throw new Error("no set-up");
  return flow;
}

const pendingOf = (self: FlowSelf<"activation">) =>
  withIdentity<"activation", Awaited<ReturnType<typeof pendingTotp>>>(self, pendingTotp);

async function confirm(self: FlowSelf<"activation">, more: { newCodes?: "yes" } = {}): Promise<SetUpOutcome> {
  const code = await generate({ secret: (await pendingOf(self))?.secret ?? "" });
  return withIdentity<"activation", SetUpOutcome>(self, (tx) => finishSecondStep(tx, { code, ...more }));
}

async function codeVerdict(identityId: string, key: string, self?: FlowSelf<"sign-in">) {
  const code = await generate({ secret: key });
  return withIdentity<"sign-in", CodeOutcome>(self ?? (await challenge(identityId)), (tx) =>
    signInWithCode(tx, { code }),
  );
}

const proofsOf = async (secret: string) =>
  (await readSession(secret, false))?.proofs.map(({ kind }) => kind) ?? null;
const sessionsOf = (identityId: string) =>
  lookUp("housekeeping", (db) => db.select().from(sessions).where(eq(sessions.identityId, identityId)));
const codesOf = (identityId: string) =>
  lookUp("housekeeping", (db) => db.select().from(backupCodes).where(eq(backupCodes.identityId, identityId)));
const stillWork = async (identityId: string) =>
  (await codesOf(identityId)).filter(({ spentAt, endedAt }) => !spentAt && !endedAt);
const liveFactors = (identityId: string) =>
  lookUp("housekeeping", (db) =>
    db
      .select()
      .from(factors)
      .where(sql`identity_id = ${identityId} and confirmed_at is not null and ended_at is null`),
  );
async function linesOf(identityId: string, action: string) {
  const rows = await lookUp("verify events", (db) =>
    db.execute<{ result: string; reason: string | null; details: Record<string, unknown> }>(
      sql`select result, reason, details from events where identity_id = ${identityId} and action = ${action} order by seq`,
    ),
  );
  return [...rows];
}
async function noticesTo(identityId: string) {
  const rows = await admin<{ payload: { notice: string; details: Record<string, unknown> } }[]>`
    select payload from graphile_worker._private_jobs where payload->>'identityId' = ${identityId} order by id`;
  return rows.map(({ payload }) => payload);
}
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error) => (isRefusal(error) ? error.code : String(error)),
  );

async function newcomer(policy: Record<string, unknown> = {}, role: BuiltInRole = "member", count = 3) {
  const home = await newTenant({}, policy);
  const { identity, person } = await newMember(home, role);
  const codes = await giveBackupCodes(identity.id, count);
  const [code = ""] = codes;
  return { home, person, id: identity.id, key: identity.key ?? "", code, codes };
}

describe("a typed backup code", () => {
  const code = "ABCD2345EFGH6789";
  test.each([
    code,
    "abcd 2345 efgh 6789",
    " ABCD-2345-EFGH-6789 ",
    "abcd\u00a02345\u2009efgh\u20136789",
    "ABCD.2345_EFGH 6789",
    "\uff21\uff22\uff23\uff24\uff12\uff13\uff14\uff15EFGH6789",
    "A B C D 2 3 4 5 E F G H 6 7 8 9",
  ])("X4 %j is understood", (typed) => expect(typedBackupCode(typed)).toEqual({ code }));

  test.each(["0", "O", "o", "1", "I", "l"])("with a %s in it is told, and not guessed at", (wrong) =>
    expect(typedBackupCode(`${wrong}BCD2345EFGH6789`)).toEqual({ fault: "lookalike" }),
  );

  test.each(["ABCD2345EFGH678", `${code}A`, "", "123456", "ABCD2345EFGH678!", "\u0410BCD2345EFGH6789"])(
    "%j is none",
    (typed) => expect(typedBackupCode(typed)).toEqual({ fault: "form" }),
  );

  test("that cannot be one costs no try and leaves no line", async () => {
    const { id } = await newcomer();
    const self = await challenge(id);
    for (let n = 0; n < 8; n++)
      expect(await enter(self, "0000 0000 0000 0000")).toEqual({ verdict: "lookalike" });
    expect(await linesOf(id, "backup_code.wrong")).toEqual([]);
    expect(await enter(self, readableCode(16))).toEqual({ verdict: "wrong" });
  });
});

describe("X3 other ways to sign in", () => {
  const ways = async (id: string) => withIdentity<"sign-in", unknown>(await challenge(id), waysOf);

  test("are only those the person has", async () => {
    const { id } = await newcomer();
    expect(await ways(id)).toEqual([{ kind: "app" }, { kind: "backup_code", left: 3 }]);
    await change(sql`update backup_codes set spent_at = now() where identity_id = ${id}`);
    expect(await ways(id)).toEqual([{ kind: "app" }]);
  });

  test("and the rules allow; by hand a closed way is refused as well", async () => {
    const { id, code } = await newcomer({ recovery: ["support"] });
    expect(await ways(id)).toEqual([{ kind: "app" }]);
    expect(await refusalOf(signIn(id, code))).toBe("way_closed");
    expect(await stillWork(id)).toHaveLength(3);
  });

  test("R9 without any, the person's companies are whom to ask, and no others", async () => {
    const { id, home } = await newcomer();
    await newTenant({ name: "Bakkerij Zon" });
    await change(
      sql`update tenants set contact = '{"email": "help@linde.test"}'::jsonb where id = ${home.id}`,
    );
    expect(await withIdentity<"sign-in", unknown>(await challenge(id), whomToAsk)).toEqual([
      { tenant: home.name, contact: { email: "help@linde.test" } },
    ]);
  });
});

describe("a sheet", () => {
  test("X4 a code of it, with the password, signs in; the session has these two proofs and is never fresh", async () => {
    const { id, code } = await newcomer();
    const { session } = newPhoneOf(await signIn(id, code));
    expect(await proofsOf(session ?? "")).toEqual(["password", "backup_code"]);
    const self = await readSession(session ?? "", false);
    expect(isFresh({ proofs: self?.proofs ?? [] })).toBe(false);
    expect(await stillWork(id)).toHaveLength(2);
  });

  test("X5 a code works once; then it is told as used, and written down", async () => {
    const { id, code } = await newcomer();
    await signIn(id, code);
    expect(await signIn(id, code)).toEqual({ verdict: "used" });
    expect(await linesOf(id, "backup_code.wrong")).toMatchObject([{ result: "refused", reason: "used" }]);
    expect(await linesOf(id, "backup_code.used")).toMatchObject([{ details: { left: 2 } }]);
  });

  test("of fifty at once one gets in", async () => {
    const { id, code } = await newcomer();
    const selves = await Promise.all(Array.from({ length: 50 }, () => challenge(id)));
    const found = await findBackupCode(selves[0] as FlowSelf<"sign-in">, { code });
    const outcomes = await Promise.all(
      selves.map((self) =>
        withIdentity<"sign-in", BackupOutcome>(self, (tx) => signInWithBackupCode(tx, {}, found)),
      ),
    );
    expect(outcomes.filter(({ verdict }) => verdict === "right")).toHaveLength(1);
    expect(outcomes.filter(({ verdict }) => verdict === "used")).toHaveLength(49);
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  test("two codes at once in one sign-in use up one", async () => {
    const { id, codes } = await newcomer();
    const self = await challenge(id);
    const outcomes = await Promise.all(codes.slice(0, 2).map((code) => refusalOf(enter(self, code))));
    expect(outcomes.sort()).toEqual(["flow_over", null].sort());
    expect(await stillWork(id)).toHaveLength(2);
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  test("somebody else's code is wrong, and stays theirs", async () => {
    const [anna, ben] = [await newcomer(), await newcomer()];
    expect(await signIn(anna.id, ben.code)).toEqual({ verdict: "wrong" });
    const forged = { verdict: "found", id: (await codesOf(ben.id))[0]?.id ?? "" } as const;
    const outcome = await withIdentity<"sign-in", BackupOutcome>(await challenge(anna.id), (tx) =>
      signInWithBackupCode(tx, {}, forged),
    );
    expect(outcome).toEqual({ verdict: "used" });
    expect(await stillWork(ben.id)).toHaveLength(3);
    expect(newPhoneOf(await signIn(ben.id, ben.code)).session).not.toBeNull();
  });

  test("a code that was replaced is told as such", async () => {
    const { id, code } = await newcomer();
    await change(sql`update backup_codes set ended_at = now() where identity_id = ${id}`);
    expect(await signIn(id, code)).toEqual({ verdict: "replaced" });
  });

  test("tries count with those of the app: five in one sign-in, ten in an hour", async () => {
    const { id, code } = await newcomer();
    const self = await challenge(id);
    for (let n = 0; n < 5; n++) await enter(self, readableCode(16));
    expect(await refusalOf(enter(self, code))).toBe("flow_tries_over");
    for (let n = 0; n < 5; n++) await countProof(await challenge(id));
    expect(await refusalOf(signIn(id, code))).toBe("too_many_codes");
    expect(await stillWork(id)).toHaveLength(3);
  });

  test("a code does not open a sign-in whose time is over, and is not used up by it", async () => {
    const { id, code } = await newcomer();
    const self = await challenge(id);
    await change(sql`update flows set expires_at = clock_timestamp() where id = ${self.flowId}`);
    expect(await refusalOf(enter(self, code))).toBe("flow_over");
    expect(newPhoneOf(await signIn(id, code)).session).not.toBeNull();
  });

  test("its owner hears of each use, and of how many are left", async () => {
    const { id, codes } = await newcomer();
    for (const code of codes) await signIn(id, code);
    expect((await noticesTo(id)).map(({ notice, details }) => [notice, details["left"]])).toEqual([
      ["backup_code_used", 2],
      ["backup_code_used", 1],
      ["backup_code_used", 0],
    ]);
  });
});

describe("the new phone after a backup code", () => {
  test("X10 X11 T19 the old entry works until the new one is confirmed, and is dead from then on", async () => {
    const { id, key, code } = await newcomer();
    const { self } = await setUpOf(await signIn(id, code));
    expect(await codeVerdict(id, key)).toMatchObject({ verdict: "right" });
    const done = await confirm(self);
    expect(done).toMatchObject({ verdict: "right", arrival: { session: expect.any(String) } });
    expect(await liveFactors(id)).toHaveLength(1);
    expect(await codeVerdict(id, key)).toMatchObject({ verdict: "old_key" });
    expect(await proofsOf(sessionIn(done))).toEqual(["password", "backup_code", "totp"]);
    expect(await linesOf(id, "factor.replaced")).toHaveLength(1);
    expect((await noticesTo(id)).map(({ notice }) => notice)).toContain("authenticator_changed");
  });

  test("X14 new codes come when they are wished for, or when none are left", async () => {
    const { id, codes } = await newcomer({}, "member", 2);
    const wished = await setUpOf(await signIn(id, codes[0] ?? ""));
    expect(await confirm(wished.self, { newCodes: "yes" })).toEqual({ verdict: "right", arrival: null });
    const hashed = await hashHeldCodes(wished.self);
    const kept = await withIdentity<"activation", Arrival>(wished.self, (tx) =>
      keepBackupCodes(tx, {}, hashed),
    );
    expect(await proofsOf(sessionIn(kept))).toEqual(["password", "backup_code", "totp"]);
    expect(await stillWork(id)).toHaveLength(10);
    expect((await noticesTo(id)).map(({ notice }) => notice)).toContain("backup_codes_new");

    const [only = ""] = await giveBackupCodes(id, 1);
    const last = await setUpOf(await signIn(id, only));
    expect(await confirm(last.self)).toEqual({ verdict: "right", arrival: null });
  });

  test("put off it leaves the session, once, and nothing else changes", async () => {
    const { id, code } = await newcomer();
    const outcome = await signIn(id, code);
    const { self } = await setUpOf(outcome);
    await withIdentity<"activation", void>(self, putOffNewPhone);
    expect(await refusalOf(withIdentity<"activation", void>(self, putOffNewPhone))).toBe("flow_over");
    expect(await refusalOf(confirm(self))).toBe("flow_over");
    expect(await proofsOf(newPhoneOf(outcome).session ?? "")).toEqual(["password", "backup_code"]);
    expect(await linesOf(id, "set_up.put_off")).toHaveLength(1);
    expect(await liveFactors(id)).toHaveLength(1);
  });

  test.each(["owner", "administrator"] as const)(
    "somebody who is %s is not in before it, and cannot put it off",
    async (role) => {
      const { id, code } = await newcomer({}, role);
      const outcome = await signIn(id, code);
      expect(newPhoneOf(outcome).session).toBeNull();
      expect(await sessionsOf(id)).toEqual([]);
      const { self } = await setUpOf(outcome);
      expect(await refusalOf(withIdentity<"activation", void>(self, putOffNewPhone))).toBe("set_up_due");
      await confirm(self);
      expect(await sessionsOf(id)).toHaveLength(1);
    },
  );

  test("what was put off is taken up with the password from that session, and from no other", async () => {
    const { id, code } = await newcomer();
    const { session } = newPhoneOf(await signIn(id, code));
    const open = await readSession(session ?? "", false);
    if (!open) throw new Error("no session");
    const self = {
      kind: "session",
      identityId: id,
      sessionId: open.sessionId,
      proofs: open.proofs,
      trace,
    } as const;
    const takeUp = (
      isRight: boolean,
      of: Parameters<typeof withIdentity<"session", string | null>>[0] = self,
    ) => withIdentity<"session", string | null>(of, (tx) => takeUpNewPhone(tx, {}, isRight));
    expect(await takeUp(false)).toBeNull();
    const flow = await flowOf("activation", (await takeUp(true)) ?? "", trace);
    expect(flow?.proofs).toEqual(["password", "backup_code"]);
    expect(await refusalOf(takeUp(true, await selfOf(id)))).toBe("way_closed");
  });

  test("signing out ends the set-up that the backup code opened", async () => {
    const { id, code } = await newcomer();
    const { flow } = newPhoneOf(await signIn(id, code));
    await withIdentity<"session", void>(await selfOf(id), endOwnSession);
    expect(await flowOf("activation", flow, trace)).toBeNull();
  });

  test("the set-up lasts an hour, not a day", async () => {
    const { id, code } = await newcomer();
    const { self } = await setUpOf(await signIn(id, code));
    const [row] = await lookUp("housekeeping", (db) =>
      db.select().from(flows).where(eq(flows.id, self.flowId)),
    );
    expect(Math.round(((row?.expiresAt.getTime() ?? 0) - Date.now()) / 60_000)).toBe(60);
  });

  test("a set-up that stands on the password alone replaces no second step", async () => {
    const { id, key } = await newcomer();
    const draft = { purpose: "activation", identityId: id, state: "second-step" } as const;
    const secret = await withSystem("sign in", (tx) => startFlow(tx, draft), trace);
    const flow = await flowOf("activation", secret, trace);
    if (!flow) throw new Error("no flow");
    await change(
      sql`insert into factors (id, identity_id, kind, label, sealed_secret)
        select ${randomUUID()}::uuid, identity_id, kind, 'x', sealed_secret from factors where identity_id = ${id}`,
    );
    const tried = withIdentity<"activation", SetUpOutcome>(flow.self, (tx) =>
      finishSecondStep(tx, { code: "123456" }),
    );
    expect(await refusalOf(tried)).toBe("flow_over");
    expect(await codeVerdict(id, key)).toMatchObject({ verdict: "right" });
  });

  test("two set-ups at once confirm one new phone", async () => {
    const { id, codes } = await newcomer();
    const [one, two] = [
      await setUpOf(await signIn(id, codes[0] ?? "")),
      await setUpOf(await signIn(id, codes[1] ?? "")),
    ];
    const outcomes = await Promise.allSettled([confirm(one.self), confirm(two.self)]);
    const right = outcomes.filter((one) => one.status === "fulfilled" && one.value.verdict === "right");
    expect(right).toHaveLength(1);
    expect(await liveFactors(id)).toHaveLength(1);
  });
});

describe("the rolling code", () => {
  const rolling = { backupStyle: "rolling" };
  let one: Awaited<ReturnType<typeof newcomer>>;
  beforeEach(async () => {
    one = await newcomer(rolling, "member", 1);
  });

  const shown = (self: FlowSelf<"sign-in">) =>
    withIdentity<"sign-in", string[] | null>(self, heldBackupCodes);
  const tick = async (self: FlowSelf<"sign-in">) => {
    const hashed = await hashNewCode(self);
    return withIdentity<"sign-in", NewPhone>(self, (tx) => keepNewCode(tx, {}, hashed));
  };
  const silent = (minutes: number) =>
    change(
      sql`update backup_codes set held_at = held_at - make_interval(mins => ${minutes}) where identity_id = ${one.id}`,
    );
  const entered = async () => {
    const self = await challenge(one.id);
    expect(await enter(self, one.code)).toEqual({ verdict: "new_code" });
    return self;
  };

  test("X6 X7 shows a new one; only the tick spends the old, arms the new and signs in", async () => {
    const self = await entered();
    const [code = ""] = (await shown(self)) ?? [];
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{16}$/);
    expect(await sessionsOf(one.id)).toEqual([]);
    expect((await stillWork(one.id)).map(({ heldBy }) => heldBy)).toEqual([self.flowId]);

    const { session } = await tick(self);
    expect(await proofsOf(session ?? "")).toEqual(["password", "backup_code"]);
    expect(await stillWork(one.id)).toHaveLength(1);
    expect(await signIn(one.id, one.code)).toEqual({ verdict: "used" });
    expect(await signIn(one.id, code)).toEqual({ verdict: "new_code" });
    expect((await noticesTo(one.id)).map(({ notice, details }) => [notice, details["left"]])).toEqual([
      ["backup_code_used", 1],
    ]);
  });

  test("X8 a browser that is closed leaves the old one valid: two minutes later it is taken over", async () => {
    const first = await entered();
    expect(await signIn(one.id, one.code)).toMatchObject({ verdict: "held", until: expect.any(Date) });
    await silent(2);
    const second = await entered();
    expect(await refusalOf(tick(first))).toBe("flow_over");
    expect(await sessionsOf(one.id)).toEqual([]);
    expect((await tick(second)).session).not.toBeNull();
  });

  test("X8 the page opened again shows the same new one", async () => {
    const self = await entered();
    expect(await shown(self)).toEqual(await shown(self));
    expect(await enter(self, one.code)).toEqual({ verdict: "new_code" });
  });

  test("of fifty at once one holds it", async () => {
    const selves = await Promise.all(Array.from({ length: 50 }, () => challenge(one.id)));
    const found = await findBackupCode(selves[0] as FlowSelf<"sign-in">, { code: one.code });
    const outcomes = await Promise.all(
      selves.map((self) =>
        withIdentity<"sign-in", BackupOutcome>(self, (tx) => signInWithBackupCode(tx, {}, found)),
      ),
    );
    expect(outcomes.filter(({ verdict }) => verdict === "new_code")).toHaveLength(1);
    expect(outcomes.filter(({ verdict }) => verdict === "held")).toHaveLength(49);
  });

  test("of ten ticks at once one counts", async () => {
    const self = await entered();
    const hashed = await hashNewCode(self);
    const ticks = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        withIdentity<"sign-in", NewPhone>(self, (tx) => keepNewCode(tx, {}, hashed)),
      ),
    );
    expect(ticks.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await stillWork(one.id)).toHaveLength(1);
    expect(await sessionsOf(one.id)).toHaveLength(1);
  });

  test("a tick without an entered code does nothing", async () => {
    const self = await challenge(one.id);
    expect(await refusalOf(tick(self))).toBe("flow_over");
    const forced = withIdentity<"sign-in", NewPhone>(self, (tx) =>
      keepNewCode(tx, {}, [{ finder: "AB", hash: "x" }]),
    );
    expect(await refusalOf(forced)).toBe("flow_over");
    expect(await stillWork(one.id)).toHaveLength(1);
  });

  test("no session before the set-up for somebody with power over others", async () => {
    one = await newcomer(rolling, "owner", 1);
    expect((await tick(await entered())).session).toBeNull();
    expect(await sessionsOf(one.id)).toEqual([]);
    expect(await stillWork(one.id)).toHaveLength(1);
  });

  test("takes the place of what is left of a sheet, when the rules have changed to it", async () => {
    one = await newcomer(rolling, "member", 3);
    await tick(await entered());
    expect(await stillWork(one.id)).toHaveLength(1);
    expect(await signIn(one.id, one.codes[1] ?? "")).toEqual({ verdict: "replaced" });
  });

  test("two codes of an earlier sheet are not held at once", async () => {
    one = await newcomer(rolling, "member", 3);
    const self = await entered();
    expect(await signIn(one.id, one.codes[1] ?? "")).toMatchObject({ verdict: "held" });
    await silent(2);
    expect(await signIn(one.id, one.codes[1] ?? "")).toEqual({ verdict: "new_code" });
    expect(await refusalOf(tick(self))).toBe("flow_over");
  });

  test("X15 the first one comes with the first second step: one code, not ten", async () => {
    const { identity } = await newMember(await newTenant({}, rolling), "member", { secondStep: false });
    const { beginSignIn } = await import("@/lib/sign-in/begin");
    const right = { verdict: "right", identityId: identity.id, returnTo: null } as const;
    const begun = await withSystem("sign in", (tx) => beginSignIn(tx, right), trace);
    const flow = await flowOf("activation", "flow" in begun ? begun.flow : "", trace);
    if (!flow) throw new Error("no set-up");
    expect(await confirm(flow.self)).toEqual({ verdict: "right", arrival: null });
    expect(await withIdentity<"activation", string[] | null>(flow.self, heldBackupCodes)).toHaveLength(1);
    expect((await noticesTo(identity.id)).map(({ notice }) => notice)).toEqual(["authenticator_added"]);
  });
});

test("a session of password and app is not asked for a new phone", async () => {
  const { id } = await newcomer();
  expect(await proofsOf(await newSession(id))).toEqual(["password", "totp"]);
});
