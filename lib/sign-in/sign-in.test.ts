import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { generate } from "otplib";
import { beforeEach, describe, expect, test } from "vitest";
import { closePools } from "@/db/client";
import { sessions } from "@/db/schema/sessions";
import { lookUp, withIdentity, withSystem } from "@/lib/access/doors";
import { type CodeOutcome, signInWithCode } from "@/lib/factors/sign-in-code";
import { sessionIn } from "@/lib/testing/arrival";
import {
  newIdentity,
  newMember,
  newPerson,
  newSession,
  newTenant,
  PASSWORD,
  selfOf,
  trace,
} from "@/lib/testing/factories";
import { answerPassword } from "./answer-password";
import { checkPassword, type From } from "./check-password";
import { flowOf } from "./flow";
import { deviceFor } from "./known-device";
import { readSession } from "./session";
import { endOwnSession, endOwnSessions } from "./sign-out";

const anywhere = () => randomBytes(4).toString("hex");
const unknownName = () => `nobody-${anywhere()}@linde.test`;

let here: string;
beforeEach(() => {
  here = anywhere();
});

const attempt = (email: string, password: string, from: Partial<From> = {}) =>
  checkPassword({ name: email, password }, { address: here, device: undefined, ...from });
const fail = (email: string, from?: Partial<From>) => attempt(email, "not the password", from);

async function failTimes(times: number, email: string, from?: Partial<From>): Promise<string[]> {
  const verdicts: string[] = [];
  for (let n = 0; n < times; n++) verdicts.push((await fail(email, from)).verdict);
  return verdicts;
}

/** As if so many tries had been made before. */
const countUp = (span: string, tries: number) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(sql`update limits set tries = tries + ${tries} where span = ${span}`),
  );

/** As if the wait were over. */
const letWaitPass = () =>
  withSystem("housekeeping", (tx) =>
    tx.execute(sql`update limits set blocked_until = clock_timestamp() where span = 'run'`),
  );

/** The seconds to wait, told while the wait cannot run out on a slow machine. */
async function waitAfter(email: string): Promise<number> {
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update limits set blocked_until = blocked_until + interval '1 hour' where span = 'run'`),
  );
  const told = await fail(email);
  if (told.verdict !== "wait") throw new Error(`not a wait but ${told.verdict}`);
  return Math.ceil((told.until.getTime() - Date.now()) / 1000) - 3600;
}

const five = Array.from({ length: 5 }, () => "wrong");

describe("a password", () => {
  test("T17 that is right says whose, by the address in any spelling", async () => {
    const identity = await newIdentity({ email: `Anna-${anywhere()}@Bücher.test` });
    const right = { verdict: "right", identityId: identity.id, returnTo: null };
    expect(await attempt(identity.email, PASSWORD)).toMatchObject(right);
    expect(await attempt(`  ${identity.email.toUpperCase()} `, PASSWORD)).toMatchObject(right);
    const inPunycode = identity.email.toLowerCase().replace("bücher", "xn--bcher-kva");
    expect(await attempt(inPunycode, PASSWORD)).toMatchObject(right);
  });

  test("T5 that is wrong, of an unknown name or of somebody without one is answered alike", async () => {
    const known = await newIdentity();
    const without = await newIdentity();
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update identities set password_hash = null where id = ${without.id}`),
    );
    for (const email of [known.email, without.email, unknownName(), "not an address"]) {
      const verdict = await fail(email);
      expect(verdict.verdict).toBe("wrong");
      expect(Object.keys(verdict).sort()).toEqual(["identityId", "verdict"]);
    }
    expect(await attempt(without.email, "nobody's password")).toMatchObject({ verdict: "wrong" });
  });

  test("T5 of an unknown name is written down as well: the work is the same, and so is the time", async () => {
    const requestId = `unknown-${anywhere()}`;
    const checked = await fail(unknownName());
    await withSystem("sign in", (tx) => answerPassword(tx, checked), { ...trace, requestId });
    const told = await lookUp("verify events", (db) =>
      db.execute(
        sql`select action, reason, identity_id, details from events where request_id = ${requestId}`,
      ),
    );
    expect([...told]).toEqual([
      { action: "sign_in.password_wrong", reason: "unknown", identity_id: null, details: {} },
    ]);
  });

  test("that was replaced between the check and the session lets nobody in", async () => {
    const identity = await newIdentity();
    const checked = await attempt(identity.email, PASSWORD);
    expect(checked.verdict).toBe("right");
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update identities set password_set_at = clock_timestamp() where id = ${identity.id}`),
    );
    expect(await withSystem("sign in", (tx) => answerPassword(tx, checked), trace)).toEqual({
      verdict: "wrong",
      identityId: identity.id,
    });
  });

  test("of an address that was never verified lets nobody in", async () => {
    const identity = await newIdentity();
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update identity_addresses set verified_at = null where identity_id = ${identity.id}`),
    );
    expect(await attempt(identity.email, PASSWORD)).toEqual({ verdict: "wrong", identityId: null });
  });
});

describe("five wrong passwords are free", () => {
  test.each([
    ["a known name", async () => (await newIdentity()).email],
    ["an unknown name", async () => unknownName()],
    ["no address at all", async () => `piet ${anywhere()}`],
  ])("for %s; then there is a wait that doubles up to a quarter of an hour", async (_what, name) => {
    const email = await name();
    expect(await failTimes(5, email)).toEqual(five);
    const waits: number[] = [];
    for (const before of [0, 0, 0, 4, 3]) {
      waits.push(await waitAfter(email));
      await letWaitPass();
      await countUp("run", before);
      expect((await fail(email)).verdict).toBe("wrong");
    }
    expect([...waits, await waitAfter(email)]).toEqual([1, 2, 4, 8, 256, 900]);
  });

  test("and the right one is not even looked at while the wait lasts", async () => {
    const { email } = await newIdentity();
    await failTimes(5, email);
    expect((await attempt(email, PASSWORD)).verdict).toBe("wait");
    await letWaitPass();
    expect((await attempt(email, PASSWORD)).verdict).toBe("right");
  });

  test("and a right one ends the run", async () => {
    const { email } = await newIdentity();
    expect(await failTimes(4, email)).not.toContain("wait");
    expect((await attempt(email, PASSWORD)).verdict).toBe("right");
    expect(await failTimes(5, email)).toEqual(five);
    expect((await fail(email)).verdict).toBe("wait");
  });

  test("in all, however the name is spelled", async () => {
    const { email } = await newIdentity({ email: `anna-${anywhere()}@bücher.test` });
    const spellings = [
      email,
      email.toUpperCase(),
      email.replace("bücher", "xn--bcher-kva"),
      email.replace("ü", "u\u0308"),
      ` ${email}`,
    ];
    for (const spelling of spellings) expect((await fail(spelling)).verdict).toBe("wrong");
    expect((await fail(email)).verdict).toBe("wait");
  });

  test("in all, over two instances", async () => {
    const { email } = await newIdentity();
    await failTimes(3, email);
    await closePools();
    expect(await failTimes(2, email, { address: anywhere() })).toEqual(["wrong", "wrong"]);
    expect((await fail(email)).verdict).toBe("wait");
  });

  test("in all, of fifty at once", async () => {
    const { email } = await newIdentity();
    const verdicts = await Promise.all(Array.from({ length: 50 }, () => fail(email)));
    const checked = verdicts.filter(({ verdict }) => verdict === "wrong").length;
    expect(checked).toBeGreaterThanOrEqual(5);
    // A wait of a second may be over before the last of them.
    expect(checked).toBeLessThanOrEqual(7);
  });
});

describe("one address", () => {
  test("tries thirty wrong passwords in ten minutes, over all names, and others are not hindered", async () => {
    await fail(unknownName());
    await countUp("password from/600", 27);
    expect((await fail(unknownName())).verdict).toBe("wrong");
    const { email } = await newIdentity();
    expect((await attempt(email, PASSWORD)).verdict).toBe("right");
    expect((await fail(unknownName())).verdict).toBe("wrong");
    const told = await attempt(email, PASSWORD);
    expect(told.verdict === "wait" && told.until.getTime() - Date.now()).toBeGreaterThan(9 * 60_000);
    expect((await attempt(email, PASSWORD, { address: anywhere() })).verdict).toBe("right");
  });

  test("lets in an office of 60 people, of whom one in ten mistypes once", async () => {
    const names = await Promise.all(Array.from({ length: 60 }, () => newIdentity({ secondStep: false })));
    const signIn = async (email: string, index: number) => {
      if (index % 10 === 0) await fail(email);
      return (await attempt(email, PASSWORD)).verdict;
    };
    const verdicts: string[] = [];
    for (let n = 0; n < names.length; n += 4)
      verdicts.push(
        ...(await Promise.all(names.slice(n, n + 4).map(({ email }, index) => signIn(email, n + index)))),
      );
    expect(verdicts.filter((verdict) => verdict === "right")).toHaveLength(60);
  }, 30_000);
});

describe("a known device", () => {
  test("gets in although somebody else has used up the name's tries and the address's", async () => {
    const { id, email } = await newIdentity();
    const device = deviceFor(id, undefined);
    await failTimes(5, email);
    await countUp("password from/600", 30);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update limits set blocked_until = blocked_until + interval '1 hour'`),
    );
    expect((await attempt(email, PASSWORD)).verdict).toBe("wait");
    expect((await attempt(email, PASSWORD, { device })).verdict).toBe("right");
  });

  test("has ten tries an hour of its own", async () => {
    const { id, email } = await newIdentity();
    const device = deviceFor(id, undefined);
    expect(await failTimes(10, email, { device })).not.toContain("wait");
    expect((await attempt(email, PASSWORD, { device })).verdict).toBe("wait");
  });

  test.each([
    ["of another identity", async () => deviceFor((await newIdentity()).id, undefined)],
    ["nobody signed", async () => `abc:${anywhere()}.AAAA`],
  ])("%s does not help", async (_what, foreign) => {
    const { email } = await newIdentity();
    await failTimes(5, email);
    expect((await attempt(email, PASSWORD, { device: await foreign() })).verdict).toBe("wait");
  });
});

const signInAs = async (email: string) => {
  const checked = await attempt(email, PASSWORD);
  return withSystem("sign in", (tx) => answerPassword(tx, checked), trace);
};
const sessionsOf = (identityId: string) =>
  lookUp("housekeeping", (db) => db.select().from(sessions).where(eq(sessions.identityId, identityId)));

describe("after the right password", () => {
  test("R1 T17 a second step is asked, and there is no session before it", async () => {
    const { identity } = await newMember(await newTenant());
    const begun = await signInAs(identity.email);
    expect(begun).toMatchObject({ next: "code" });
    expect(await sessionsOf(identity.id)).toEqual([]);

    const flow = await flowOf("sign-in", "flow" in begun ? begun.flow : undefined, trace);
    if (!flow) throw new Error("no flow");
    const code = await generate({ secret: identity.key ?? "" });
    const done = await withIdentity<"sign-in", CodeOutcome>(flow.self, (tx) => signInWithCode(tx, { code }));
    expect(done.verdict).toBe("right");
    expect(await sessionsOf(identity.id)).toHaveLength(1);
    expect(await readSession(sessionIn(done), false)).toMatchObject({
      identityId: identity.id,
    });
  });

  test("R2 without a second step where one is required the set-up comes, and no session", async () => {
    const { identity } = await newMember(await newTenant(), "member", { secondStep: false });
    const begun = await signInAs(identity.email);
    expect(begun).toMatchObject({ next: "second-step" });
    expect(await flowOf("activation", "flow" in begun ? begun.flow : undefined, trace)).toMatchObject({
      state: "second-step",
    });
    expect(await sessionsOf(identity.id)).toEqual([]);
  });

  test("where none is asked the session begins, with the password as its only proof", async () => {
    const home = await newTenant({}, { secondStep: "offered" });
    const { identity } = await newMember(home, "member", { secondStep: false });
    expect(await signInAs(identity.email)).toMatchObject({ next: "in", identityId: identity.id });
    const [session] = await sessionsOf(identity.id);
    expect(session?.proofs.map(({ kind }) => kind)).toEqual(["password"]);
  });

  test("R14 the strictest of one's companies decides, and power over others asks for it anyway", async () => {
    const [loose, strict] = [await newTenant({}, { secondStep: "offered" }), await newTenant()];
    const { identity } = await newMember(loose, "member", { secondStep: false });
    await newPerson(strict, { identityId: identity.id, accountAt: new Date() });
    expect(await signInAs(identity.email)).toMatchObject({ next: "second-step" });
    const owner = await newMember(loose, "owner", { secondStep: false });
    expect(await signInAs(owner.identity.email)).toMatchObject({ next: "second-step" });
  });

  test("a process is nobody's under another purpose, after its time or once it is done", async () => {
    const { identity } = await newMember(await newTenant());
    const begun = await signInAs(identity.email);
    const secret = "flow" in begun ? begun.flow : "";
    expect(await flowOf("activation", secret, trace)).toBeNull();
    expect(await flowOf("sign-in", `${secret}x`, trace)).toBeNull();
    const flow = await flowOf("sign-in", secret, trace);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update flows set expires_at = clock_timestamp() where id = ${flow?.self.flowId}`),
    );
    expect(await flowOf("sign-in", secret, trace)).toBeNull();
  });
});

const change = (identityId: string, what: string) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(sql`update sessions set ${sql.raw(what)} where identity_id = ${identityId}`),
  );

describe("a session", () => {
  test("is kept as the hash of its secret", async () => {
    const { id } = await newIdentity();
    const secret = await newSession(id);
    expect(JSON.stringify(await sessionsOf(id))).not.toContain(secret);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(await readSession(`${secret.slice(1)}A`, false)).toBeNull();
  });

  test("ends when idle too long, and is kept by being used", async () => {
    const { id } = await newIdentity();
    const secret = await newSession(id);
    await change(id, "last_seen_at = clock_timestamp() - interval '29 minutes'");
    expect(await readSession(secret, true)).not.toBeNull();
    await change(id, "last_seen_at = last_seen_at - interval '29 minutes'");
    expect(await readSession(secret, false)).not.toBeNull();
    await change(id, "last_seen_at = last_seen_at - interval '2 minutes'");
    expect(await readSession(secret, true)).toBeNull();
  });

  test("ends after its absolute time, however much it is used", async () => {
    const { id } = await newIdentity();
    const secret = await newSession(id);
    const [session] = await sessionsOf(id);
    expect(Math.round(((session?.expiresAt.getTime() ?? 0) - Date.now()) / 3_600_000)).toBe(12);
    await change(id, "expires_at = clock_timestamp()");
    expect(await readSession(secret, true)).toBeNull();
  });

  test("has the shortest times of one's companies", async () => {
    const { identity, person } = await newMember(await newTenant({}, { idleMinutes: 10, sessionHours: 2 }));
    await newPerson(await newTenant(), { identityId: identity.id });
    await newSession(identity.id);
    const [session] = await sessionsOf(identity.id);
    expect(session?.idleMinutes).toBe(10);
    expect(Math.round(((session?.expiresAt.getTime() ?? 0) - Date.now()) / 3_600_000)).toBe(2);
    expect(person.identityId).toBe(identity.id);
  });

  test("that is the eleventh ends the oldest, and the log says so", async () => {
    const { id } = await newIdentity();
    const secrets: string[] = [];
    for (let n = 0; n < 11; n++) {
      secrets.push(await newSession(id));
      await change(id, "last_seen_at = last_seen_at - interval '1 minute'");
    }
    const open = await Promise.all(secrets.map((secret) => readSession(secret, false)));
    expect(open.map((session) => session !== null)).toEqual([
      false,
      ...Array.from({ length: 10 }, () => true),
    ]);
    const said = await lookUp("verify events", (db) =>
      db.execute(sql`select details from events where identity_id = ${id} and action = 'session.ended'`),
    );
    expect([...said]).toEqual([{ details: { sessions: 1, why: "too_many" } }]);
  });

  test("ended is unusable at once, and only that one", async () => {
    const { id } = await newIdentity();
    const other = await newSession(id);
    const secret = await newSession(id);
    const { sessionId, proofs } = (await readSession(secret, false)) ?? { sessionId: "", proofs: [] };
    await withIdentity<"session", void>(
      { kind: "session", identityId: id, sessionId, proofs, trace },
      endOwnSession,
    );
    expect(await readSession(secret, true)).toBeNull();
    expect(await readSession(other, true)).not.toBeNull();
  });

  test("is ended by two clicks at once as by one", async () => {
    const self = await selfOf((await newIdentity()).id);
    const slowly = withIdentity<"session", void>(self, async (tx) => {
      await endOwnSession(tx);
      await new Promise((done) => setTimeout(done, 200));
    });
    await new Promise((done) => setTimeout(done, 50));
    await Promise.all([slowly, withIdentity<"session", void>(self, endOwnSession)]);
    const lines = await lookUp("verify events", (db) =>
      db.execute(
        sql`select result from events where identity_id = ${self.identityId} and action = 'session.ended' order by seq`,
      ),
    );
    expect([...lines]).toEqual([{ result: "done" }, { result: "refused" }]);
  });

  test("of another identity cannot be ended", async () => {
    const [anna, ben] = [await newIdentity(), await newIdentity()];
    const secret = await newSession(ben.id);
    const { sessionId } = (await readSession(secret, false)) ?? { sessionId: "" };
    await withIdentity<"session", void>({ ...(await selfOf(anna.id)), sessionId }, endOwnSession);
    expect(await readSession(secret, false)).not.toBeNull();
  });

  test("signing out everywhere ends them all, this one too, and nobody else's", async () => {
    const [anna, ben] = [await newIdentity(), await newIdentity()];
    const secrets = [await newSession(anna.id), await newSession(anna.id)];
    const bens = await newSession(ben.id);
    expect(await withIdentity<"session", number>(await selfOf(anna.id), endOwnSessions)).toBe(3);
    for (const secret of secrets) expect(await readSession(secret, true)).toBeNull();
    expect(await readSession(bens, true)).not.toBeNull();
  });
});

describe("an identity the platform has suspended", () => {
  const suspend = (id: string) =>
    withSystem("housekeeping", (tx) =>
      tx.execute(sql`update identities set suspended_at = clock_timestamp() where id = ${id}`),
    );

  test("is told so after the full proof, and gets no session", async () => {
    const home = await newTenant({}, { secondStep: "offered" });
    const { identity } = await newMember(home, "member", { secondStep: false });
    await suspend(identity.id);
    expect(await fail(identity.email)).toMatchObject({ verdict: "wrong" });
    await expect(signInAs(identity.email)).rejects.toMatchObject({ code: "identity_paused" });
    expect(await sessionsOf(identity.id)).toEqual([]);
  });

  test("is out at once, and is not told before the code", async () => {
    const { identity } = await newMember(await newTenant());
    const secret = await newSession(identity.id);
    await suspend(identity.id);
    expect(await readSession(secret, false)).toBeNull();
    expect(await signInAs(identity.email)).toMatchObject({ next: "code" });
  });
});
