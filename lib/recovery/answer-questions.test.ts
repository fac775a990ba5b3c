import { eq, sql } from "drizzle-orm";
import { generate } from "otplib";
import { describe, expect, test } from "vitest";
import { factors } from "@/db/schema/factors";
import { flows, type Proof } from "@/db/schema/sessions";
import type { FlowSelf } from "@/lib/access/actor";
import { lookUp, withIdentity, withSystem } from "@/lib/access/doors";
import { mayReplace } from "@/lib/factors/proved-in";
import { flowOf } from "@/lib/sign-in/flow";
import { setAnswersOf, TYPED } from "@/lib/testing/answers";
import { newMember, newTenant, trace } from "@/lib/testing/factories";
import { runJobsOf } from "@/lib/testing/outbox";
import { forgetTries, recoveryOf } from "@/lib/testing/recovery";
import { type AnswersVerdict, answerQuestions, checkAnswers, giveBackAnswers } from "./answer-questions";
import { prepareProof, proveReset } from "./prove";
import { hashNewPassword, type PasswordSet, setNewPassword } from "./set-password";

const HOMETRAK = { preset: "hometrak" };
const WRONG = { ...TYPED, answer2: "Witlof" };
const NEW = { password: "violet kettle marching north", again: "violet kettle marching north" };

type Self = FlowSelf<"recovery">;
type Options = { secondStep?: boolean; answers?: boolean; policy?: Record<string, unknown> };

async function newPerson({ secondStep = false, answers = true, policy = HOMETRAK }: Options = {}) {
  const { identity } = await newMember(await newTenant({}, policy), "member", { secondStep });
  if (answers) await setAnswersOf(identity.id);
  return identity;
}

/** Through a mailed link of its own. */
async function atQuestions(email: string): Promise<Self> {
  await forgetTries();
  const { self, state } = await recoveryOf(email);
  expect(state).toBe("questions");
  return self;
}

async function answer(self: Self, typed = TYPED): Promise<AnswersVerdict> {
  const checked = await checkAnswers(self, typed);
  return withIdentity<"recovery", AnswersVerdict>(self, (tx) => answerQuestions(tx, typed, checked));
}

async function save(self: Self): Promise<PasswordSet> {
  const hash = await hashNewPassword(self, NEW);
  return withIdentity<"recovery", PasswordSet>(self, (tx) => setNewPassword(tx, NEW, hash));
}

const stateOf = async ({ flowId }: Self) => {
  const [flow] = await lookUp("housekeeping", (db) => db.select().from(flows).where(eq(flows.id, flowId)));
  return flow?.state;
};

const eventsOf = (identityId: string, action: string) =>
  lookUp("verify events", (db) =>
    db.execute<{ reason: string }>(
      sql`select result, reason, details from events where identity_id = ${identityId} and action = ${action}`,
    ),
  );

const aDayLater = () =>
  withSystem("housekeeping", (tx) =>
    tx.execute(sql`delete from limits where span = 'answers of identity/86400'`),
  );

describe("H22 after the mailed link", () => {
  test("all three answers open the new password, however they are written", async () => {
    const { id, email } = await newPerson();
    const self = await atQuestions(email);
    expect(
      await answer(self, { answer1: " zwaan tje", answer2: "SPRUITJES, MET SPEK", answer3: "sao tome" }),
    ).toBe("right");
    expect(await stateOf(self)).toBe("password");
    await save(self);
    expect(await eventsOf(id, "recovery.proved")).toMatchObject([{ details: { proof: "questions" } }]);
  });

  test("without them no password can be set, by whatever post", async () => {
    const { id, email } = await newPerson();
    const self = await atQuestions(email);
    await expect(save(self)).rejects.toMatchObject({ code: "flow_over" });
    await expect(
      withIdentity<"recovery", PasswordSet>(self, (tx) => setNewPassword(tx, NEW, "a hash")),
    ).rejects.toMatchObject({ code: "flow_over" });
    expect(await eventsOf(id, "password.reset")).toHaveLength(0);
  });

  test.each(["answer1", "answer2", "answer3"])(
    "one wrong answer is enough, and nothing says that it is %s",
    async (slot) => {
      const { id, email } = await newPerson();
      expect(await answer(await atQuestions(email), { ...TYPED, [slot]: "Witlof" })).toBe("wrong");
      expect(await eventsOf(id, "questions.wrong")).toEqual([
        { result: "refused", reason: "wrong", details: {} },
      ]);
    },
  );

  test("two right answers to each other's questions are wrong", async () => {
    const { email } = await newPerson();
    const self = await atQuestions(email);
    expect(await answer(self, { ...TYPED, answer1: TYPED.answer2, answer2: TYPED.answer1 })).toBe("wrong");
  });

  test("the third wrong try ends the link, and the owner is told once", async () => {
    const { id, email } = await newPerson();
    const self = await atQuestions(email);
    expect([await answer(self, WRONG), await answer(self, WRONG), await answer(self, WRONG)]).toEqual([
      "wrong",
      "wrong",
      "over",
    ]);
    await expect(answer(self)).rejects.toMatchObject({ code: "flow_over" });
    await expect(save(self)).rejects.toMatchObject({ code: "flow_over" });
    expect(await stateOf(self)).toBe("over");
    expect((await eventsOf(id, "questions.wrong")).map(({ reason }) => reason)).toEqual([
      "wrong",
      "wrong",
      "wrong",
      "tries_over",
    ]);
    expect(await runJobsOf(id)).toMatchObject([{ notice: "answers_wrong" }]);
  });

  test("a new link gives no new tries of the day: the sixth is not looked at, even if it is right", async () => {
    const { email } = await newPerson();
    const first = await atQuestions(email);
    for (let tries = 0; tries < 3; tries += 1) await answer(first, WRONG);
    const second = await atQuestions(email);
    expect([await answer(second, WRONG), await answer(second, WRONG), await answer(second)]).toEqual([
      "wrong",
      "wrong",
      "over",
    ]);
    const third = await atQuestions(email);
    expect(await answer(third)).toBe("over");
    expect(await stateOf(third)).toBe("over");
    await aDayLater();
    expect(await answer(await atQuestions(email))).toBe("right");
  });

  test("of twenty guesses at once three are looked at", async () => {
    const { id, email } = await newPerson();
    const self = await atQuestions(email);
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => checkAnswers(self, WRONG)));
    expect(verdicts.filter((one) => one === "wrong")).toHaveLength(3);
    expect(verdicts.filter((one) => one === "over")).toHaveLength(17);
    const run = (verdict: AnswersVerdict) =>
      withIdentity<"recovery", AnswersVerdict>(self, (tx) => answerQuestions(tx, WRONG, verdict));
    await Promise.all(verdicts.map(run));
    expect(await stateOf(self)).toBe("over");
    expect((await eventsOf(id, "questions.wrong")).filter(({ reason }) => reason === "wrong")).toHaveLength(
      3,
    );
    expect(await runJobsOf(id)).toMatchObject([{ notice: "answers_wrong" }]);
  });

  test("two right clicks at once go on once, and a right answer gives its try back", async () => {
    const { email } = await newPerson();
    for (let links = 0; links < 7; links += 1) {
      const self = await atQuestions(email);
      expect(await answer(self)).toBe("right");
      await giveBackAnswers(self);
    }
    const self = await atQuestions(email);
    const outcomes = await Promise.allSettled([answer(self), answer(self)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("the answers alone", () => {
  test("do nothing: the code of the app comes first, and they never stand in for it", async () => {
    const { id, email, key } = await newPerson({ secondStep: true });
    const { self, state } = await recoveryOf(email);
    expect(state).toBe("code");
    await expect(checkAnswers(self, TYPED)).rejects.toMatchObject({ code: "flow_over" });
    await expect(
      withIdentity<"recovery", AnswersVerdict>(self, (tx) => answerQuestions(tx, TYPED, "right")),
    ).rejects.toMatchObject({ code: "flow_over" });
    const draft = { by: "app", code: await generate({ secret: key ?? "" }) } as const;
    const prepared = await prepareProof(self, draft, "code");
    const proved = await withIdentity<"recovery", object>(self, (tx) => proveReset(tx, draft, prepared));
    expect(proved).toEqual({ state: "questions" });
    expect(await answer(self)).toBe("right");
    expect(await save(self)).toMatchObject({ setUp: null });
    const own = await lookUp("housekeeping", (db) =>
      db.select().from(factors).where(eq(factors.identityId, id)),
    );
    expect(own.map(({ endedAt }) => endedAt)).toEqual([null]);
  });

  test("never reset a factor: they are no proof that a set-up could stand on", async () => {
    const { email } = await newPerson();
    const self = await atQuestions(email);
    await answer(self);
    const [flow] = await lookUp("housekeeping", (db) =>
      db.select({ proofs: flows.proofs }).from(flows).where(eq(flows.id, self.flowId)),
    );
    expect(flow?.proofs).toEqual([]);
    expect(mayReplace(["password", "questions" as Proof["kind"]])).toBe(false);
    expect((await save(self)).setUp).toBeNull();
  });

  test("of somebody else open nothing, in whatever flow they are posted", async () => {
    const [anna, ben] = [await newPerson(), await newPerson()];
    const self = await atQuestions(anna.email);
    const stolen = { ...self, identityId: ben.id };
    await expect(checkAnswers(stolen, TYPED)).rejects.toMatchObject({ code: "flow_over" });
    await expect(
      withIdentity<"recovery", AnswersVerdict>(stolen, (tx) => answerQuestions(tx, TYPED, "right")),
    ).rejects.toMatchObject({ code: "flow_over" });
    expect(await stateOf(self)).toBe("questions");
  });

  test("work in no key request, and a recovery is no sign-in", async () => {
    const { email } = await newPerson({ policy: { ...HOMETRAK, requestKey: "yes" } });
    await forgetTries();
    const { self, flow, state } = await recoveryOf(email, "key");
    expect(state).toBe("key");
    await expect(checkAnswers(self, TYPED)).rejects.toMatchObject({ code: "flow_over" });
    expect(await flowOf("activation", flow, trace)).toBeNull();
  });
});

test("H22 nobody is asked who has set none, or whose companies do not ask", async () => {
  const none = await newPerson({ answers: false });
  expect((await recoveryOf(none.email)).state).toBe("password");
  const plain = await newPerson({ policy: {} });
  expect((await recoveryOf(plain.email)).state).toBe("password");
});
