import { and, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { events } from "@/db/schema/events";
import { factors } from "@/db/schema/factors";
import { passkeys } from "@/db/schema/passkeys";
import { flows, sessions } from "@/db/schema/sessions";
import type { FlowSelf, SessionSelf } from "@/lib/access/actor";
import { lookUp, withIdentity, withSystem } from "@/lib/access/doors";
import { isFresh } from "@/lib/access/fresh";
import { startSetUp } from "@/lib/sign-in/begin";
import { proofToAsk } from "@/lib/sign-in/confirm-again";
import { flowOf, startFlow } from "@/lib/sign-in/flow";
import { readSession } from "@/lib/sign-in/session";
import { hasSecondStep } from "@/lib/sign-in/standing";
import { type Way, waysOf } from "@/lib/sign-in/ways";
import { sessionIn } from "@/lib/testing/arrival";
import { newIdentity, newMember, newTenant, personNow, selfOf, trace } from "@/lib/testing/factories";
import { TestPasskey } from "@/lib/testing/passkey";
import { type Added, addPasskey } from "./add";
import { madePasskeyIn, usedPasskeyIn } from "./answer";
import { type BoundTo, challengeFor, spentChallenge } from "./challenge";
import { checkPasskey, type PasskeyVerdict } from "./check";
import { type OwnPasskey, ownPasskeys, removePasskey, renamePasskey } from "./own";
import { setUpByPasskey } from "./set-up";
import { type PasskeySignIn, secondStepByPasskey, signInByPasskey } from "./sign-in";

type Answer = (challenge: string) => string;
const anyBrowser = (): BoundTo => `browser:${crypto.randomUUID()}:use`;
const boundTo = (self: FlowSelf | SessionSelf, serves: "add" | "use"): BoundTo =>
  self.kind === "session" ? `session:${self.sessionId}:${serves}` : `flow:${self.flowId}:${serves}`;

async function made(self: FlowSelf | SessionSelf, answer: Answer) {
  const challenge = await challengeFor(boundTo(self, "add"));
  const read = madePasskeyIn({ answer: answer(challenge) });
  return read && (await spentChallenge(boundTo(self, "add"), read.challenge)) ? read : null;
}

async function used(self: FlowSelf | SessionSelf, answer: Answer) {
  const challenge = await challengeFor(boundTo(self, "use"));
  const read = usedPasskeyIn({ answer: answer(challenge) });
  return read && (await spentChallenge(boundTo(self, "use"), read.challenge)) ? read : null;
}

/** One more passkey of somebody who is signed in. */
async function add(self: SessionSelf, answer: Answer): Promise<Added> {
  const read = await made(self, answer);
  return withIdentity<"session", Added>(self, (tx) => addPasskey(tx, read));
}

async function check(self: SessionSelf, answer: Answer): Promise<PasskeyVerdict["verdict"]> {
  const read = await used(self, answer);
  const checked = await withIdentity<"session", PasskeyVerdict>(self, async (tx) => {
    const verdict = await checkPasskey(tx, read);
    // The door asks for a line of every write.
    if (verdict.verdict === "right") tx.notes.push(tx.stamp({ action: "session.confirmed" }));
    return verdict;
  });
  return checked.verdict;
}

async function newOwner({ secondStep = true } = {}) {
  const { identity, person } = await newMember(await newTenant(), "member", { secondStep });
  const self = await selfOf(identity.id);
  const passkey = new TestPasskey(identity.id);
  expect((await add(self, (challenge) => passkey.make(challenge))).verdict).toBe("right");
  return { id: identity.id, self, passkey, person };
}

async function alone(answer: Answer, answersIn?: BoundTo) {
  const asked = anyBrowser();
  const challenge = await challengeFor(asked);
  return signInByPasskey(answersIn ?? asked, { answer: answer(challenge) }, trace);
}

const own = (self: SessionSelf) => withIdentity<"session", OwnPasskey[]>(self, ownPasskeys);
const rowOf = (passkey: TestPasskey) =>
  lookUp("housekeeping", (db) => db.select().from(passkeys).where(eq(passkeys.credentialId, passkey.id)));
const sessionsOf = (identityId: string) =>
  lookUp("housekeeping", (db) => db.select().from(sessions).where(eq(sessions.identityId, identityId)));
const reasonsFor = async (identityId: string) =>
  (
    await lookUp("housekeeping", (db) =>
      db
        .select({ reason: events.reason })
        .from(events)
        .where(and(eq(events.identityId, identityId), eq(events.action, "passkey.refused"))),
    )
  ).map(({ reason }) => reason);

async function flowAt(identityId: string, purpose: "sign-in"): Promise<FlowSelf<"sign-in">>;
async function flowAt(identityId: string, purpose: "activation"): Promise<FlowSelf<"activation">>;
async function flowAt(identityId: string, purpose: "sign-in" | "activation") {
  const secret = await withSystem(
    "sign in",
    (tx) =>
      purpose === "activation"
        ? startSetUp(tx, identityId, "/t/linde")
        : startFlow(tx, { purpose, identityId, state: "code", returnTo: "/t/linde" }),
    trace,
  );
  const flow = await flowOf(purpose, secret, trace);
  if (!flow) throw new Error("no flow");
  return flow.self;
}

describe("a passkey is made", () => {
  test("in the set-up: it is the second step, and the backup codes follow as always", async () => {
    const tenant = await newTenant();
    const { identity, person } = await newMember(tenant, "member", { secondStep: false });
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update people set second_step_at = null, active_at = null where id = ${person.id}`),
    );
    const self = await flowAt(identity.id, "activation");
    const passkey = new TestPasskey(identity.id);
    const read = await made(self, (challenge) => passkey.make(challenge));
    const outcome = await withIdentity<"activation", { verdict: string; session?: string | null }>(
      self,
      (tx) => setUpByPasskey(tx, null, read),
    );
    expect(outcome).toEqual({ verdict: "right", arrival: null });
    expect((await personNow(tenant.id, person.id)).secondStepAt).not.toBeNull();
    const [flow] = await lookUp("housekeeping", (db) =>
      db.select().from(flows).where(eq(flows.id, self.flowId)),
    );
    expect(flow).toMatchObject({ state: "backup-codes", proofs: ["password", "passkey"] });
    expect(await lookUp("housekeeping", (db) => hasSecondStep(db as never, identity.id))).toBe(true);
  });

  test("in a set-up that a way back in began: the lost app ends", async () => {
    const { id } = await newIdentity();
    const secret = await withSystem(
      "sign in",
      (tx) => startSetUp(tx, id, null, ["password", "backup_code"]),
      trace,
    );
    const flow = await flowOf("activation", secret, trace);
    if (!flow) throw new Error("no flow");
    const passkey = new TestPasskey(id);
    const read = await made(flow.self, (challenge) => passkey.make(challenge));
    await withIdentity<"activation", unknown>(flow.self, (tx) => setUpByPasskey(tx, null, read));
    const apps = await lookUp("housekeeping", (db) =>
      db.select().from(factors).where(eq(factors.identityId, id)),
    );
    expect(apps.filter(({ confirmedAt, endedAt }) => confirmedAt && !endedAt)).toEqual([]);
  });

  test("but not by a password alone, in the place of a second step that is there", async () => {
    const { id } = await newIdentity();
    const self = await flowAt(id, "activation");
    const passkey = new TestPasskey(id);
    const read = await made(self, (challenge) => passkey.make(challenge));
    const outcome = withIdentity<"activation", unknown>(self, (tx) => setUpByPasskey(tx, null, read));
    await expect(outcome).rejects.toMatchObject({ code: "flow_over" });
    expect(await rowOf(passkey)).toEqual([]);
  });

  test("with a name to know it by, several of one identity", async () => {
    const { self, id } = await newOwner();
    const second = new TestPasskey(id);
    expect((await add(self, (challenge) => second.make(challenge))).verdict).toBe("right");
    expect((await own(self)).map(({ name }) => name)).toEqual(["Test", "Test (2)"]);
  });

  test.each([
    ["on another origin", { origin: "https://evil.test" }],
    ["for another host", { host: "evil.test" }],
    ["without checking who holds the device", { verified: false }],
  ])("and refused when it was made %s", async (_how, wish) => {
    const self = await selfOf((await newIdentity()).id);
    const passkey = new TestPasskey(self.identityId);
    expect(await add(self, (challenge) => passkey.make(challenge, wish))).toEqual({ verdict: "wrong" });
    expect(await rowOf(passkey)).toEqual([]);
    expect(await reasonsFor(self.identityId)).toEqual(["wrong"]);
  });

  test("and refused when it is somebody's already", async () => {
    const { passkey, id } = await newOwner();
    const thief = await selfOf((await newIdentity()).id);
    expect(await add(thief, (challenge) => passkey.make(challenge))).toEqual({ verdict: "taken" });
    expect((await rowOf(passkey)).map(({ identityId }) => identityId)).toEqual([id]);
  });

  test("and refused when the challenge was used, or is another session's", async () => {
    const self = await selfOf((await newIdentity()).id);
    const other = await selfOf((await newIdentity()).id);
    const challenge = await challengeFor(boundTo(self, "add"));
    expect(await spentChallenge(boundTo(other, "add"), challenge)).toBeNull();
    expect(await spentChallenge(boundTo(self, "use"), challenge)).toBeNull();
    const passkey = new TestPasskey(self.identityId);
    expect(await add(self, () => passkey.make(challenge))).toMatchObject({ verdict: "right" });
    const again = new TestPasskey(self.identityId);
    expect(await add(self, () => again.make(challenge))).toEqual({ verdict: "over" });
  });
});

describe("signing in by a passkey alone", () => {
  test("needs no name and no password, and is worth two proofs", async () => {
    const { id, passkey } = await newOwner();
    const answered = await alone((challenge) => passkey.use(challenge));
    expect(answered).toMatchObject({ outcome: { verdict: "right" }, identityId: id });
    const { outcome } = answered;
    const session = await readSession(sessionIn(outcome), false);
    expect(session?.proofs.map(({ kind }) => kind)).toEqual(["passkey"]);
    expect(session && isFresh(session)).toBe(true);
  });

  test("AM5 AM6 a challenge is used once, of however many at once", async () => {
    const { id, passkey } = await newOwner();
    const before = (await sessionsOf(id)).length;
    const browser = anyBrowser();
    const challenge = await challengeFor(browser);
    const answer = passkey.use(challenge);
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => signInByPasskey(browser, { answer }, trace)),
    );
    expect(outcomes.filter(({ outcome }) => outcome.verdict === "right")).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome.verdict === "over")).toHaveLength(11);
    expect((await sessionsOf(id)).length).toBe(before + 1);
  });

  test("answers in another browser, and late answers, open nothing", async () => {
    const { id, passkey } = await newOwner();
    const before = (await sessionsOf(id)).length;
    const stolen = await alone((challenge) => passkey.use(challenge), anyBrowser());
    expect(stolen.outcome).toEqual({ verdict: "over" });
    const browser = anyBrowser();
    const challenge = await challengeFor(browser);
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update flows set expires_at = clock_timestamp() where state = 'passkey' and ended_at is null`,
      ),
    );
    const late = await signInByPasskey(browser, { answer: passkey.use(challenge) }, trace);
    expect(late.outcome).toEqual({ verdict: "over" });
    expect((await sessionsOf(id)).length).toBe(before);
  });

  test("a made-up challenge opens nothing", async () => {
    const { passkey } = await newOwner();
    const answer = passkey.use("A".repeat(43));
    expect((await signInByPasskey(anyBrowser(), { answer }, trace)).outcome).toEqual({ verdict: "over" });
    expect((await signInByPasskey(anyBrowser(), { answer: "{}" }, trace)).outcome).toEqual({
      verdict: "over",
    });
    expect((await signInByPasskey(anyBrowser(), { answer: "no json" }, trace)).outcome).toEqual({
      verdict: "over",
    });
  });

  test.each([
    ["another origin", { origin: "https://evil.test" }],
    ["another host", { host: "evil.test" }],
    ["no check of who holds the device", { verified: false }],
  ])("an answer with %s is refused, written down, and changes nothing", async (_how, wish) => {
    const { id, passkey } = await newOwner();
    const [before] = await rowOf(passkey);
    const count = (await sessionsOf(id)).length;
    const { outcome } = await alone((challenge) => passkey.use(challenge, wish));
    expect(outcome).toEqual({ verdict: "wrong" });
    expect(await rowOf(passkey)).toEqual([before]);
    expect((await sessionsOf(id)).length).toBe(count);
    expect(await reasonsFor(id)).toEqual(["wrong"]);
  });

  test("a counter that does not go up is a copy's, and refused", async () => {
    const { id, passkey } = await newOwner();
    expect((await alone((challenge) => passkey.use(challenge, { counter: 7 }))).outcome.verdict).toBe(
      "right",
    );
    for (const counter of [7, 6, 0]) {
      const { outcome } = await alone((challenge) => passkey.use(challenge, { counter }));
      expect(outcome).toEqual({ verdict: "counter" });
    }
    expect(await reasonsFor(id)).toEqual(["counter", "counter", "counter"]);
    expect((await rowOf(passkey))[0]?.counter).toBe(7);
  });

  test("a key that does not count works as often as it is used", async () => {
    const { passkey } = await newOwner();
    for (let n = 0; n < 3; n += 1)
      expect((await alone((challenge) => passkey.use(challenge, { counter: 0 }))).outcome.verdict).toBe(
        "right",
      );
  });

  test("one that nobody has, was removed, or says it is another's is unknown", async () => {
    const { id, self, passkey } = await newOwner();
    const stranger = new TestPasskey(id);
    expect((await alone((challenge) => stranger.use(challenge))).outcome).toEqual({ verdict: "unknown" });
    const other = (await newIdentity()).id;
    const forged = await alone((challenge) => passkey.use(challenge, { userHandle: other }));
    expect(forged.outcome).toEqual({ verdict: "unknown" });
    const [mine] = await own(self);
    await withIdentity<"session", void>(self, (tx) => removePasskey(tx, { passkeyId: mine?.id ?? "" }));
    expect((await alone((challenge) => passkey.use(challenge))).outcome).toEqual({ verdict: "unknown" });
  });

  test("a signature of another key under a known name is refused", async () => {
    const { id, passkey } = await newOwner();
    const forger = new TestPasskey(id);
    Object.assign(forger, { id: passkey.id });
    expect((await alone((challenge) => forger.use(challenge))).outcome).toEqual({ verdict: "wrong" });
  });

  test("somebody the platform has paused is told so, and gets no session", async () => {
    const { id, passkey } = await newOwner();
    const count = (await sessionsOf(id)).length;
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update identities set suspended_at = now() where id = ${id}`),
    );
    await expect(alone((challenge) => passkey.use(challenge))).rejects.toMatchObject({
      code: "identity_paused",
    });
    expect((await sessionsOf(id)).length).toBe(count);
  });

  test("who has no backup codes gets them first, and the session after", async () => {
    const { id, passkey } = await newOwner({ secondStep: false });
    const count = (await sessionsOf(id)).length;
    const { outcome } = await alone((challenge) => passkey.use(challenge));
    expect(outcome.verdict).toBe("sheet");
    expect((await sessionsOf(id)).length).toBe(count);
    const flow = await flowOf("activation", (outcome as { flow: string }).flow, trace);
    expect(flow).toMatchObject({ state: "backup-codes", proofs: ["passkey"] });
  });
});

describe("a passkey after the password", () => {
  const second = async (id: string, answer: Answer) => {
    const self = await flowAt(id, "sign-in");
    const read = await used(self, answer);
    return withIdentity<"sign-in", PasskeySignIn>(self, (tx) => secondStepByPasskey(tx, null, read));
  };

  test("completes the sign-in, and is one of the ways", async () => {
    const { id, passkey } = await newOwner();
    const self = await flowAt(id, "sign-in");
    const ways = await withIdentity<"sign-in", Way[]>(self, waysOf);
    expect(ways.map(({ kind }) => kind)).toEqual(["passkey", "app", "backup_code"]);
    const outcome = await second(id, (challenge) => passkey.use(challenge));
    expect(outcome.verdict).toBe("right");
    const session = await readSession(sessionIn(outcome), false);
    expect(session?.proofs.map(({ kind }) => kind)).toEqual(["password", "passkey"]);
  });

  test("of another identity is unknown here, and opens neither account", async () => {
    const [mine, theirs] = [await newOwner(), await newOwner()];
    const counts = [(await sessionsOf(mine.id)).length, (await sessionsOf(theirs.id)).length];
    const { id } = mine;
    expect(await second(id, (challenge) => theirs.passkey.use(challenge, { userHandle: id }))).toEqual({
      verdict: "unknown",
    });
    expect([(await sessionsOf(mine.id)).length, (await sessionsOf(theirs.id)).length]).toEqual(counts);
  });

  test("finishes one sign-in once", async () => {
    const { id, passkey } = await newOwner();
    const self = await flowAt(id, "sign-in");
    const answers = await Promise.all([1, 2].map(() => challengeFor(boundTo(self, "use"))));
    const reads = answers.map((challenge) => usedPasskeyIn({ answer: passkey.use(challenge) }));
    const outcomes = await Promise.allSettled(
      reads.map((read) =>
        withIdentity<"sign-in", PasskeySignIn>(self, (tx) => secondStepByPasskey(tx, null, read)),
      ),
    );
    const rights = outcomes.filter((one) => one.status === "fulfilled" && one.value.verdict === "right");
    expect(rights).toHaveLength(1);
  });
});

describe("one's own passkeys", () => {
  test("are renamed", async () => {
    const { self } = await newOwner();
    const [mine] = await own(self);
    await withIdentity<"session", void>(self, (tx) =>
      renamePasskey(tx, { passkeyId: mine?.id ?? "", name: "iPhone of Anna" }),
    );
    expect((await own(self)).map(({ name }) => name)).toEqual(["iPhone of Anna"]);
  });

  test("cannot be renamed or removed by another identity", async () => {
    const { self } = await newOwner();
    const [mine] = await own(self);
    const thief = await selfOf((await newIdentity()).id);
    const passkeyId = mine?.id ?? "";
    // Begun one after the other: a promise that fails while nobody waits for it ends the run.
    for (const act of [
      () => withIdentity<"session", void>(thief, (tx) => renamePasskey(tx, { passkeyId, name: "Mine" })),
      () => withIdentity<"session", void>(thief, (tx) => removePasskey(tx, { passkeyId })),
    ])
      await expect(act()).rejects.toMatchObject({ code: "not_found" });
    expect((await own(self)).map(({ name }) => name)).toEqual(["Test"]);
  });

  test("the last second step of somebody who must have one stays", async () => {
    const { self, id } = await newOwner({ secondStep: false });
    const remove = async () => {
      const [first] = await own(self);
      return withIdentity<"session", void>(self, (tx) => removePasskey(tx, { passkeyId: first?.id ?? "" }));
    };
    await expect(remove()).rejects.toMatchObject({ code: "last_way_in" });
    const second = new TestPasskey(id);
    await add(self, (challenge) => second.make(challenge));
    await remove();
    await expect(remove()).rejects.toMatchObject({ code: "last_way_in" });
    expect(await own(self)).toHaveLength(1);
  });

  test("prove again who one is, once each", async () => {
    const { self, passkey } = await newOwner();
    expect(await check(self, (challenge) => passkey.use(challenge))).toBe("right");
    expect(await check(self, () => passkey.use("B".repeat(43)))).toBe("over");
  });

  test("are what is asked again where there is no app, and one of two ways where there is one", async () => {
    const { self } = await newOwner({ secondStep: false });
    expect(await proofToAsk(self)).toBe("passkey");
    expect(await proofToAsk((await newOwner()).self)).toBe("code_or_passkey");
  });
});
