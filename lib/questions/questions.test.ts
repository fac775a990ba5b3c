import { eq, sql } from "drizzle-orm";
import { generate } from "otplib";
import { describe, expect, test } from "vitest";
import { securityAnswers } from "@/db/schema/questions";
import { sessions } from "@/db/schema/sessions";
import type { FlowSelf, SessionSelf } from "@/lib/access/actor";
import { lookUp, withIdentity, withSystem } from "@/lib/access/doors";
import { type CodeOutcome, signInWithCode } from "@/lib/factors/sign-in-code";
import { sentencesIn } from "@/lib/i18n/sentences";
import { answerPassword } from "@/lib/sign-in/answer-password";
import { type Arrival, arrive } from "@/lib/sign-in/arrive";
import { checkPassword } from "@/lib/sign-in/check-password";
import { flowOf } from "@/lib/sign-in/flow";
import { ANSWERS, DRAFT, setAnswersOf } from "@/lib/testing/answers";
import { sessionIn } from "@/lib/testing/arrival";
import { newMember, newTenant, PASSWORD, selfOf, trace } from "@/lib/testing/factories";
import { runJobsOf } from "@/lib/testing/outbox";
import { giveAnswers, putOffAnswers } from "./answers-asked";
import { AnswersDraft } from "./answers-draft";
import { questionKeys } from "./catalogue";
import { normalise } from "./normalise";
import { changeAnswers, type OwnQuestions, ownQuestions } from "./own-questions";
import { hashAnswers } from "./set-answers";

const HOMETRAK = { preset: "hometrak" };
const proofs = ["password", "totp"] as const;

const newPerson = async (policy: Record<string, unknown> = HOMETRAK, name = "Anna de Vries") => {
  const tenant = await newTenant({}, policy);
  return { tenant, ...(await newMember(tenant, "member", { name })).identity };
};

const arriveAt = (identityId: string): Promise<Arrival> =>
  withSystem("sign in", (tx) => arrive(tx, { identityId, proofs, trace, to: { returnTo: null } }), trace);

/** After password and code: at the gate. */
async function atGate(identityId: string): Promise<FlowSelf<"activation">> {
  const arrival = await arriveAt(identityId);
  if (!("gate" in arrival)) throw new Error("no gate");
  expect(arrival.gate).toBe("questions");
  const flow = await flowOf("activation", arrival.flow, trace);
  if (!flow) throw new Error("no flow");
  return flow.self;
}

async function give(self: FlowSelf<"activation">, draft: object = DRAFT): Promise<Arrival> {
  const parsed = AnswersDraft.parse(draft);
  const hashed = await hashAnswers(self, parsed);
  return withIdentity<"activation", Arrival>(self, (tx) => giveAnswers(tx, parsed, hashed));
}

async function change(self: SessionSelf, draft: object): Promise<void> {
  const parsed = AnswersDraft.parse(draft);
  const hashed = await hashAnswers(self, parsed);
  await withIdentity<"session", void>(self, (tx) => changeAnswers(tx, parsed, hashed));
}

const rowsOf = (identityId: string) =>
  lookUp("housekeeping", (db) =>
    db.select().from(securityAnswers).where(eq(securityAnswers.identityId, identityId)),
  );

const sessionsOf = (identityId: string) =>
  lookUp("housekeeping", (db) => db.select().from(sessions).where(eq(sessions.identityId, identityId)));

const eventsOf = (identityId: string, action: string) =>
  lookUp("verify events", (db) =>
    db.execute(sql`select details from events where identity_id = ${identityId} and action = ${action}`),
  );

/** The first fault of each field, as a form shows it. */
function faults(changes: object): Record<string, string> {
  const issues = AnswersDraft.safeParse({ ...DRAFT, ...changes }).error?.issues ?? [];
  return Object.fromEntries(issues.toReversed().map(({ path, message }) => [path[0], message]));
}

describe("H19 H20 the first sign-in where a company asks", () => {
  test("leads to the questions and gives no session before them, however often", async () => {
    const { id } = await newPerson();
    await atGate(id);
    await atGate(id);
    expect(await sessionsOf(id)).toEqual([]);
    const arrival = await give(await atGate(id));
    expect(sessionIn(arrival)).toMatch(/^[\w-]{43}$/);
    expect(await sessionsOf(id)).toHaveLength(1);
    expect(await rowsOf(id)).toHaveLength(3);
    expect(await arriveAt(id)).toHaveProperty("session");
  });

  test("leads nowhere else where nobody asks, and for who answered before", async () => {
    const plain = await newPerson({});
    expect(await arriveAt(plain.id)).toHaveProperty("session");
    const asked = await newPerson();
    await setAnswersOf(asked.id);
    expect(await arriveAt(asked.id)).toHaveProperty("session");
  });

  test("begins with the code at the real door, and is written down", async () => {
    const { id, email, key } = await newPerson();
    const checked = await checkPassword(
      { name: email, password: PASSWORD },
      { address: email, device: undefined },
    );
    const next = await withSystem("sign in", (tx) => answerPassword(tx, checked), trace);
    const flow = await flowOf("sign-in", "flow" in next ? next.flow : "", trace);
    if (!flow) throw new Error("no flow");
    const code = await generate({ secret: key ?? "" });
    const outcome = await withIdentity<"sign-in", CodeOutcome>(flow.self, (tx) =>
      signInWithCode(tx, { code }),
    );
    expect(outcome).toMatchObject({ verdict: "right", arrival: { gate: "questions" } });
    expect(await eventsOf(id, "set_up.asked")).toEqual([{ details: { gate: "questions" } }]);
    expect(await eventsOf(id, "sign_in.completed")).toEqual([]);
  });

  test("asks somebody of two companies when one of them asks", async () => {
    const { id, email } = await newPerson({});
    const other = await newTenant({}, HOMETRAK);
    await withSystem("create tenant", async (tx) => {
      await tx.execute(sql`select set_config('app.tenant_id', ${other.id}, true)`);
      await tx.execute(sql`insert into people (id, tenant_id, name, email, email_key, identity_id)
        values (gen_random_uuid(), ${other.id}, 'Anna', ${email}, ${email}, ${id})`);
    });
    await atGate(id);
  });

  test("is one session of two tabs and of two clicks at once", async () => {
    const { id } = await newPerson();
    const [first, second] = [await atGate(id), await atGate(id)];
    const clicks = await Promise.allSettled([give(first), give(first)]);
    expect(clicks.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(give(second, { ...DRAFT, question1: "book", answer1: "Kruimeltje" })).rejects.toMatchObject({
      code: "flow_over",
    });
    expect((await rowsOf(id)).map(({ question }) => question).sort()).toEqual(["dish", "flight", "friend"]);
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  test("H23 Cancel gives no session and the next sign-in asks again", async () => {
    const { id, email } = await newPerson();
    const self = await atGate(id);
    await withIdentity<"activation", void>(self, putOffAnswers);
    await expect(give(self)).rejects.toMatchObject({ code: "flow_over" });
    await expect(withIdentity<"activation", void>(self, putOffAnswers)).rejects.toMatchObject({
      code: "flow_over",
    });
    expect(await sessionsOf(id)).toEqual([]);
    expect(await rowsOf(id)).toEqual([]);
    expect(await eventsOf(id, "questions.put_off")).toHaveLength(1);
    await atGate(id);
    const checked = await checkPassword(
      { name: email, password: PASSWORD },
      { address: email, device: undefined },
    );
    const next = await withSystem("sign in", (tx) => answerPassword(tx, checked), trace);
    expect(next).toMatchObject({ next: "code" });
  });
});

describe("H21 three questions and three answers", () => {
  test("are all needed, each from the list, and each fault stands at its field", () => {
    expect(faults({})).toEqual({});
    expect(faults({ question1: "", answer2: "", answer3: " - " })).toEqual({
      question1: "question_missing",
      answer2: "answer_missing",
      answer3: "answer_missing",
    });
    expect(faults({ question1: "maiden_name", answer1: "ab", answer2: "x".repeat(201) })).toEqual({
      question1: "question_unknown",
      answer1: "answer_short",
      answer2: "answer_long",
    });
    expect(AnswersDraft.safeParse({ ...DRAFT, question4: "book", answer4: "Oorlogswinter" }).success).toBe(
      false,
    );
  });

  test("are different: no question twice, and no answer twice however it is written", () => {
    expect(faults({ question3: "friend", answer3: "zwáán tje!" })).toEqual({
      question3: "question_twice",
      answer3: "answer_twice",
    });
  });

  test.each([
    "unknown",
    "Onbekend",
    "1 2 3",
    "abc",
    "GEEN",
    "n.v.t.",
    "aaaa",
    "qwerty",
    "54321",
    "weet ik niet",
  ])("are no fillers: %s", (answer) =>
    expect(faults({ answer2: answer })).toEqual({ answer2: "answer_filler" }),
  );

  test.each(["which dish", "Gerecht", "as a child"])("do not repeat the question: %s", (answer) =>
    expect(faults({ answer2: answer })).toEqual({ answer2: "answer_repeats" }),
  );

  test("are no name that stands beside the account", async () => {
    const { id, email } = await newPerson(HOMETRAK, "Wilhelmina Roos");
    const self = await atGate(id);
    for (const answer1 of ["wilhelmina", "Wilhelmina Róós", email, "Zorggroep Linde", email.split("@")[0]])
      await expect(give(self, { ...DRAFT, answer1 })).rejects.toMatchObject({
        code: "answer_context",
        field: "answer1",
      });
    expect(await rowsOf(id)).toEqual([]);
  });

  test("are compared without case, spaces, accents and signs", () => {
    for (const written of ["St. Jan’s  Plein", "st jans plein", "  STJANSPLEIN ", "St.\u00a0Ján's plein"])
      expect(normalise(written)).toBe("stjansplein");
    expect(normalise("José")).toBe(normalise("Jose\u0301"));
    expect(normalise("\u0000'; drop table--")).toBe("droptable");
    expect(normalise("東京 タワー")).toBe("東京タワー");
  });

  test("are stored so that nobody can read them, and are in no event", async () => {
    const { id } = await newPerson();
    await give(await atGate(id));
    const rows = await rowsOf(id);
    for (const { hash } of rows) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(3);
    const events = await eventsOf(id, "questions.set");
    expect(events).toEqual([{ details: { replaced: 0 } }]);
    const said = JSON.stringify([rows, events, await runJobsOf(id)]).toLowerCase();
    for (const answer of Object.values(ANSWERS)) expect(said).not.toContain(normalise(answer));
  });
});

test("H20 the list has the same questions in both languages, none twice and none about a parent's name", () => {
  for (const language of ["en", "nl"] as const) {
    const t = sentencesIn(language, "questions");
    const texts = questionKeys.map((key) => t(`list.${key}`));
    expect(new Set(texts).size).toBe(questionKeys.length);
    expect(texts.join(" ")).not.toMatch(/maiden|mother|moeder|birth|geboren/i);
  }
});

describe("the security page", () => {
  const own = (self: SessionSelf) => withIdentity<"session", OwnQuestions | null>(self, ownQuestions);

  test("shows since when and who asks, and nothing where nobody does", async () => {
    const { id, tenant } = await newPerson();
    await setAnswersOf(id);
    expect(await own(await selfOf(id))).toEqual({
      setAt: expect.any(Date),
      asking: [tenant.name],
      chosen: ["friend", "dish", "flight"],
    });
    const plain = await selfOf((await newPerson({})).id);
    expect(await own(plain)).toBeNull();
    await expect(change(plain, DRAFT)).rejects.toMatchObject({ code: "not_found" });
  });

  test("replaces all three, and the owner is told", async () => {
    const { id } = await newPerson();
    await setAnswersOf(id);
    const before = await rowsOf(id);
    await change(await selfOf(id), { ...DRAFT, question1: "book", answer1: "Kruimeltje" });
    const after = await rowsOf(id);
    expect(after.map(({ question }) => question).sort()).toEqual(["book", "dish", "flight"]);
    for (const { hash } of after) expect(before.map((one) => one.hash)).not.toContain(hash);
    expect(await eventsOf(id, "questions.set")).toEqual([{ details: { replaced: 3 } }]);
    expect(await runJobsOf(id)).toMatchObject([{ notice: "questions_changed" }]);
  });

  test("of one account never reaches another's answers", async () => {
    const [anna, ben] = [await newPerson(), await newPerson()];
    await setAnswersOf(anna.id);
    await setAnswersOf(ben.id);
    const self = await selfOf(anna.id);
    const seen = await withIdentity<"session", { id: string }[]>(self, (tx) =>
      tx.select({ id: securityAnswers.identityId }).from(securityAnswers),
    );
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set([anna.id]));
    const kept = await rowsOf(ben.id);
    await change(self, { ...DRAFT, answer1: "Jopie" });
    expect(await rowsOf(ben.id)).toEqual(kept);
  });
});
