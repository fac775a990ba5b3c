import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { generate } from "otplib";
import { beforeAll, describe, expect, test } from "vitest";
import { events } from "@/db/schema/events";
import { factors } from "@/db/schema/factors";
import { phones, sentCodes } from "@/db/schema/phones";
import { flows, sessions } from "@/db/schema/sessions";
import type { FlowSelf, SessionSelf } from "@/lib/access/actor";
import { lookUp, withIdentity, withSystem } from "@/lib/access/doors";
import type { BuiltInRole } from "@/lib/access/permissions";
import { pendingTotp } from "@/lib/factors/enrol-totp";
import { finishSecondStep, type SetUpOutcome } from "@/lib/factors/finish-second-step";
import { hashHeldCodes, keepBackupCodes } from "@/lib/factors/keep-backup-codes";
import { passGate } from "@/lib/factors/pass-gate";
import { putOffNewPhone } from "@/lib/factors/put-off-new-phone";
import { ownSecurity } from "@/lib/identity/security";
import { housekeeping } from "@/lib/jobs/housekeeping";
import { isRefusal } from "@/lib/refusal";
import type { Arrival } from "@/lib/sign-in/arrive";
import { startSetUp } from "@/lib/sign-in/begin";
import { type Flow, flowOf, startFlow } from "@/lib/sign-in/flow";
import { type Way, type WhomToAsk, waysOf, whomToAsk } from "@/lib/sign-in/ways";
import { newIdentity, newMember, newPerson, newTenant, selfOf, trace } from "@/lib/testing/factories";
import { runJobsOf } from "@/lib/testing/outbox";
import { anyNumber, codeIn, givePhone, textRowsOf, textsOf } from "@/lib/testing/phones";
import {
  type Confirmed,
  confirmNumber,
  confirmNumberOfSetUp,
  type PhoneGate,
  removePhone,
} from "./confirm-number";
import { enterNumber, prepareNumber, prepareNumberAgain, sendNumberAgain } from "./enter-number";
import { homeCountryOf } from "./home-country";
import { mobileNumber } from "./number";
import { findSentCode } from "./sent-code";
import { prepareSignInText, sendSignInText, signInWithText, type TextOutcome } from "./sign-in-by-text";
import { textBody } from "./text-body";

beforeAll(() => {
  process.env.TEXT_GATEWAY = "{number}@texts.test";
});

const byText = { preset: "traackr" };
const from = () => ({ address: `10.0.0.${randomUUID()}`, language: "en" }) as const;
const change = (query: ReturnType<typeof sql>) => withSystem("housekeeping", (tx) => tx.execute(query));
const forgetTexts = () => change(sql`delete from limits where span like 'text%'`);

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "none";
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}

async function flowIn<P extends "sign-in" | "activation">(purpose: P, secret: string): Promise<Flow<P>> {
  const flow = await flowOf(purpose, secret, trace);
  if (!flow) throw new Error("no flow");
  return flow;
}

/** A sign-in whose password was right. */
async function challenge(identityId: string, state: "code" | "second-step-due" = "code") {
  const draft = { purpose: "sign-in", identityId, state, returnTo: "/back" } as const;
  const secret = await withSystem("sign in", (tx) => startFlow(tx, draft), trace);
  return (await flowIn("sign-in", secret)).self;
}

async function ask(self: FlowSelf<"sign-in">, where = from()): Promise<void> {
  const code = await prepareSignInText(self, where);
  await withIdentity<"sign-in", void>(self, (tx) => sendSignInText(tx, {}, code));
}

async function enter(self: FlowSelf<"sign-in">, code: string): Promise<TextOutcome> {
  const found = await findSentCode<"sign-in">(self, { code });
  return withIdentity<"sign-in", TextOutcome>(self, (tx) => signInWithText(tx, { code }, found));
}

/** Somebody whose company lets a text bring them back, with a number that counts. */
async function lost(role: BuiltInRole = "member", policy: Record<string, unknown> = byText) {
  const home = await newTenant({}, policy);
  const { identity, person } = await newMember(home, role);
  const number = await givePhone(identity.id);
  return { home, identity, person, number };
}

async function asked() {
  const somebody = await lost();
  const self = await challenge(somebody.identity.id);
  await ask(self);
  return { ...somebody, self, code: codeIn((await textsOf(somebody.identity.id))[0]) };
}

const other = (code: string) => (code === "111111" ? "222222" : "111111");
const sessionsOf = (identityId: string) =>
  lookUp("housekeeping", (db) => db.select().from(sessions).where(eq(sessions.identityId, identityId)));
const phonesOf = (identityId: string) =>
  lookUp("housekeeping", (db) => db.select().from(phones).where(eq(phones.identityId, identityId)));
const eventsOf = (identityId: string) =>
  lookUp("verify events", (db) => db.select().from(events).where(eq(events.identityId, identityId)));
const actionsOf = async (identityId: string) => (await eventsOf(identityId)).map(({ action }) => action);
const noticesOf = async (identityId: string) => (await runJobsOf(identityId)).map(({ notice }) => notice);

describe("a number", () => {
  test.each([
    ["06 12345678", "NL", "+31612345678", "NL"],
    ["0031 6-1234 5678", "NL", "+31612345678", "NL"],
    ["+44 7400 123456", "NL", "+447400123456", "GB"],
    ["0470 12 34 56", "BE", "+32470123456", "BE"],
    ["+972 50 234 5678", "NL", "+972502345678", "IL"],
    ["+970 599 123 456", "NL", "+970599123456", "PS"],
  ])("%s dialled in %s is %s of %s", (typed, home, number, country) => {
    expect(mobileNumber(typed, home)).toEqual({ number, country });
  });

  test.each(["020 1234567", "06 1234", "112", "0900 1234", "+800 12345678", "abc", "06 12345678 x12"])(
    "%s is none that can be texted",
    (typed) => expect(mobileNumber(typed, "NL")).toBeNull(),
  );

  test("without a country code is of the company's own country", () => {
    expect(homeCountryOf("Europe/Brussels")).toBe("BE");
    expect(homeCountryOf("America/Lima")).toBe("PE");
    expect(homeCountryOf(undefined)).toBe("NL");
    expect(homeCountryOf("Mars/Crater")).toBe("NL");
  });
});

test("a text fits into one, in both languages, and no name makes a link or three texts of it", () => {
  for (const language of ["en", "nl"] as const)
    for (const name of [
      "Zorggroep Linde",
      "x".repeat(40),
      "x".repeat(400),
      null,
      "Yıldız",
      "evil.example/a",
    ]) {
      const body = textBody(language, "012345", name);
      expect(body.length).toBeLessThanOrEqual(160);
      expect(body).toMatch(/^012345 is /);
      expect(body).not.toMatch(/https?:|\w\.\w|\/|ı/);
    }
  expect(textBody("nl", "012345", "Zorggroep Linde")).toBe(
    "012345 is uw code voor Zorggroep Linde. De code werkt 10 minuten. Geef de code aan niemand.",
  );
});

/** The set-up of somebody new, up to the gate after the backup codes. */
async function atGate(policy: Record<string, unknown> = byText, role: BuiltInRole = "member") {
  const home = await newTenant({}, policy);
  const { identity } = await newMember(home, role, { secondStep: false });
  const secret = await withSystem("sign in", (tx) => startSetUp(tx, identity.id, "/back"), trace);
  const { self } = await flowIn("activation", secret);
  const pending = await withIdentity<"activation", { secret: string } | null>(self, pendingTotp);
  const code = await generate({ secret: pending?.secret ?? "" });
  const done = await withIdentity<"activation", SetUpOutcome>(self, (tx) => finishSecondStep(tx, { code }));
  if (done.verdict === "right" && done.arrival) return { identity, home, arrival: done.arrival };
  const hashed = await hashHeldCodes(self);
  const arrival = await withIdentity<"activation", Arrival>(self, (tx) =>
    keepBackupCodes(tx, { kept: "yes" }, hashed),
  );
  return { identity, home, arrival };
}

const gateOf = async (arrival: Arrival) => {
  if (!("gate" in arrival)) throw new Error("no gate");
  return flowIn("activation", arrival.flow);
};

async function give(self: FlowSelf<"activation">, number: string): Promise<void> {
  const entered = await prepareNumber<"activation">(self, { number }, from());
  await withIdentity<"activation", void>(self, (tx) => enterNumber(tx, {}, entered));
}
async function save(self: FlowSelf<"activation">, code: string): Promise<PhoneGate> {
  const found = await findSentCode<"activation">(self, { code });
  return withIdentity<"activation", PhoneGate>(self, (tx) => confirmNumberOfSetUp(tx, {}, found));
}

describe("R4 the set-up offers a recovery phone", () => {
  test("R4 after the backup codes; the number counts when its code came back, and then the session begins", async () => {
    const { identity, arrival } = await atGate({ preset: "xpert" });
    const { self, state, returnTo } = await gateOf(arrival);
    expect([state, returnTo]).toEqual(["recovery-phone", "/back"]);
    expect(await sessionsOf(identity.id)).toEqual([]);
    const number = anyNumber();
    await give(self, number.replace("+31", "0"));
    const [text] = await textsOf(identity.id);
    expect(text?.number).toBe(number);
    expect(await phonesOf(identity.id)).toMatchObject([{ verifiedAt: null, country: "NL" }]);
    expect(await save(self, other(codeIn(text)))).toEqual({ verdict: "wrong" });
    const saved = await save(self, codeIn(text).replace(/^.../, "$& "));
    expect(saved).toMatchObject({ verdict: "right", arrival: { session: expect.any(String) } });
    const [phone] = await phonesOf(identity.id);
    expect(phone?.verifiedAt).not.toBeNull();
    expect(await noticesOf(identity.id)).toContain("phone_changed");
    expect((await sessionsOf(identity.id)).length).toBe(1);
  });

  test("R4 nobody must: Not now leads in, and another sign-in does not ask again", async () => {
    const { identity, arrival } = await atGate();
    const { self } = await gateOf(arrival);
    const next = await withIdentity<"activation", Arrival>(self, (tx) => passGate(tx, "recovery-phone"));
    expect(next).toEqual({ session: expect.any(String) });
    expect(await phonesOf(identity.id)).toEqual([]);
  });

  test("R4 only there: who has proved no more than the password sends no text anywhere", async () => {
    const { identity } = await newMember(await newTenant({}, byText), "member");
    const secret = await withSystem("sign in", (tx) => startSetUp(tx, identity.id, null), trace);
    const { self } = await flowIn("activation", secret);
    expect(await refusalOf(give(self, anyNumber()))).toBe("flow_over");
    expect(await textRowsOf(identity.id)).toEqual([]);
  });

  test("R4 the questions come after it, where they are asked", async () => {
    const { arrival } = await atGate({ ...byText, questions: "on" });
    const { self } = await gateOf(arrival);
    const next = await withIdentity<"activation", Arrival>(self, (tx) => passGate(tx, "recovery-phone"));
    expect(next).toMatchObject({ gate: "questions" });
  });

  test.each([
    ["a company that does not allow it", { preset: "modern" }, "member"],
    ["somebody with power over others", byText, "administrator"],
  ] as const)("R4 not for %s", async (_who, policy, role) => {
    expect((await atGate(policy, role)).arrival).toEqual({ session: expect.any(String) });
  });

  test("R4 a new number ends the code to the one before, and the one before is forgotten", async () => {
    const { identity, arrival } = await atGate();
    const { self } = await gateOf(arrival);
    await give(self, anyNumber());
    const first = codeIn((await textsOf(identity.id))[0]);
    await give(self, anyNumber());
    const [before] = (await phonesOf(identity.id)).filter(({ endedAt }) => endedAt !== null);
    expect(before).toMatchObject({ sealedNumber: "", verifiedAt: null });
    const second = codeIn((await textsOf(identity.id))[0]);
    if (first !== second) expect(await save(self, first)).toEqual({ verdict: "wrong" });
    expect(await save(self, second)).toMatchObject({ verdict: "right" });
  });

  test("R4 the code works for ten minutes", async () => {
    const { identity, arrival } = await atGate();
    const { self } = await gateOf(arrival);
    await give(self, anyNumber());
    const code = codeIn((await textsOf(identity.id))[0]);
    await change(
      sql`update sent_codes set expires_at = expires_at - interval '10 minutes 1 second' where identity_id = ${identity.id}`,
    );
    expect(await save(self, code)).toEqual({ verdict: "over" });
  });
});

describe("R11 countries that cannot be texted", () => {
  const thirteen = [
    "+213551234567",
    "+994401234567",
    "+8801812345678",
    "+62812345678",
    "+972502345678",
    "+2348021234567",
    "+96892123456",
    "+923012345678",
    "+970599123456",
    "+94712345678",
    "+992917123456",
    "+21620123456",
    "+84912345678",
  ];

  test("R11 R12 all thirteen are refused at the field, by name, and no text is counted or sent", async () => {
    const { identity, arrival } = await atGate();
    const { self } = await gateOf(arrival);
    for (const number of thirteen) {
      const refused = await prepareNumber<"activation">(self, { number }, from()).catch((error) => error);
      expect([number, refused.code, refused.field]).toEqual([number, "country_blocked_alone", "number"]);
      expect(refused.values.country).toMatch(/^[A-Z]{2}$/);
    }
    expect(await textRowsOf(identity.id)).toEqual([]);
    await give(self, anyNumber());
    expect(await textRowsOf(identity.id)).toHaveLength(1);
  });

  test("R12 backup codes are named as another way only to who may use them", async () => {
    const { arrival } = await atGate({ preset: "xpert" });
    const { self } = await gateOf(arrival);
    const number = "+21620123456";
    expect(await refusalOf(prepareNumber<"activation">(self, { number }, from()))).toBe("country_blocked");
  });

  test("R11 a number that was confirmed before the list changed: no way, no text, no count", async () => {
    const { identity } = await lost();
    await change(sql`update phones set country = 'TN' where identity_id = ${identity.id}`);
    const self = await challenge(identity.id);
    const ways = await withIdentity<"sign-in", Way[]>(self, waysOf);
    expect(ways.map(({ kind }) => kind)).not.toContain("text");
    for (let n = 0; n < 6; n++) expect(await refusalOf(ask(self))).toBe("text_blocked");
    expect(await textRowsOf(identity.id)).toEqual([]);
    expect(
      await lookUp("housekeeping", (db) =>
        db.select().from(sentCodes).where(eq(sentCodes.identityId, identity.id)),
      ),
    ).toEqual([]);
    const security = await withIdentity<"session", Awaited<ReturnType<typeof ownSecurity>>>(
      await selfOf(identity.id),
      ownSecurity,
    );
    expect(security.readiness.ways.map(({ kind }) => kind)).not.toContain("text");
    expect(security.text.state).toBe("blocked");
  });

  test("R11 a code that was under way when the country was blocked does not get in", async () => {
    const { identity, self, code } = await asked();
    await change(sql`update phones set country = 'VN' where identity_id = ${identity.id}`);
    expect(await refusalOf(enter(self, code))).toBe("text_blocked");
  });
});

describe("R7 R8 back in by text", () => {
  test("R7 the text goes to the number that was saved, masked wherever it is shown", async () => {
    const { identity, number } = await asked();
    const [row] = await textRowsOf(identity.id);
    expect(row).toMatchObject({ address: `••\u00a0${number.slice(-2)}`, kind: "text_code", tenantId: null });
    expect((await textsOf(identity.id))[0]).toEqual({
      number,
      body: expect.stringMatching(/^\d{6} is your code for Zorggroep Linde\. It works for 10 minutes\./),
    });
    expect(JSON.stringify([row, await eventsOf(identity.id)])).not.toContain(number.slice(3));
  });

  test("R8 its code ends the sign-in and begins the set-up of a new second step: no session, no putting off", async () => {
    const { identity, self, code } = await asked();
    const outcome = await enter(self, code);
    if (outcome.verdict !== "right") throw new Error(outcome.verdict);
    expect(await sessionsOf(identity.id)).toEqual([]);
    const setUp = await flowIn("activation", outcome.flow);
    expect(setUp).toMatchObject({ state: "second-step", returnTo: "/back", proofs: ["password", "text"] });
    expect(await refusalOf(withIdentity<"activation", void>(setUp.self, putOffNewPhone))).toBe("set_up_due");
    expect(await sessionsOf(identity.id)).toEqual([]);
    const [before] = await lookUp("housekeeping", (db) =>
      db.select().from(factors).where(eq(factors.identityId, identity.id)).orderBy(factors.createdAt),
    );
    const pending = await withIdentity<"activation", { secret: string } | null>(setUp.self, pendingTotp);
    const appCode = await generate({ secret: pending?.secret ?? "" });
    const done = await withIdentity<"activation", SetUpOutcome>(setUp.self, (tx) =>
      finishSecondStep(tx, { code: appCode }),
    );
    expect(done).toMatchObject({ verdict: "right", arrival: { session: expect.any(String) } });
    const [old] = await lookUp("housekeeping", (db) =>
      db
        .select()
        .from(factors)
        .where(eq(factors.id, before?.id ?? "")),
    );
    expect(old?.endedAt).not.toBeNull();
    const [session] = await sessionsOf(identity.id);
    expect(session?.proofs.map(({ kind }) => kind)).toEqual(["password", "text", "totp"]);
    expect(await noticesOf(identity.id)).toEqual(
      expect.arrayContaining(["recovered_by_text", "authenticator_changed"]),
    );
    expect(await actionsOf(identity.id)).toEqual(expect.arrayContaining(["text.sent", "text.used"]));
  });

  test("R8 the second step of before still works for who did not finish", async () => {
    const { identity, self, code } = await asked();
    await enter(self, code);
    const [app] = await lookUp("housekeeping", (db) =>
      db.select().from(factors).where(sql`identity_id = ${identity.id} and confirmed_at is not null`),
    );
    expect(app?.endedAt).toBeNull();
  });

  test("R7 a code is of the sign-in that asked for it, and of nobody else's", async () => {
    const first = await asked();
    const second = await challenge(first.identity.id);
    expect(await enter(second, first.code)).toEqual({ verdict: "over" });
    const stranger = await lost();
    const strange = await challenge(stranger.identity.id);
    await ask(strange);
    const own = codeIn((await textsOf(stranger.identity.id))[0]);
    if (own !== first.code) expect(await enter(strange, first.code)).toEqual({ verdict: "wrong" });
    expect(await sessionsOf(stranger.identity.id)).toEqual([]);
    expect(await enter(first.self, first.code)).toMatchObject({ verdict: "right" });
    expect(await refusalOf(enter(first.self, first.code))).toBe("flow_over");
  });

  test("R7 of 50 right codes at once one wins", async () => {
    const { self, code } = await asked();
    const found = await findSentCode<"sign-in">(self, { code });
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, () =>
        withIdentity<"sign-in", TextOutcome>(self, (tx) => signInWithText(tx, { code }, found)),
      ),
    );
    const won = all.filter((one) => one.status === "fulfilled" && one.value.verdict === "right");
    expect(won).toHaveLength(1);
  });

  test("R7 five wrong codes end the challenge, and the eleventh in an hour is refused over all sign-ins", async () => {
    const { identity, self, code } = await asked();
    for (let n = 0; n < 5; n++) expect(await enter(self, other(code))).toEqual({ verdict: "wrong" });
    expect(await refusalOf(enter(self, code))).toBe("flow_tries_over");
    const second = await challenge(identity.id);
    await ask(second);
    const newer = codeIn((await textsOf(identity.id))[0]);
    for (let n = 0; n < 5; n++) expect(await enter(second, other(newer))).toEqual({ verdict: "wrong" });
    const third = await challenge(identity.id);
    await ask(third);
    const right = codeIn((await textsOf(identity.id))[0]);
    expect(await refusalOf(enter(third, right))).toBe("too_many_codes");
    expect((await actionsOf(identity.id)).filter((action) => action === "text.wrong")).toHaveLength(10);
  });

  test("R7 what cannot be a code is told and costs no try", async () => {
    const { self, code } = await asked();
    for (let n = 0; n < 7; n++) expect(await enter(self, "12 34")).toEqual({ verdict: "form" });
    expect(await enter(self, code)).toMatchObject({ verdict: "right" });
  });

  test("R7 the phone alone is nothing: without a right password no text goes out and no code is taken", async () => {
    const { identity } = await lost();
    const due = await challenge(identity.id, "second-step-due");
    expect(await refusalOf(ask(due))).toBe("flow_over");
    expect(await enter(due, "123456").catch((error) => error.code)).toBe("flow_over");
    const over = await challenge(identity.id);
    await change(sql`update flows set ended_at = now() where id = ${over.flowId}`);
    expect(await refusalOf(ask(over))).toBe("flow_over");
    expect(await textRowsOf(identity.id)).toEqual([]);
  });

  test.each([
    ["administrator", byText],
    ["member", { preset: "modern" }],
  ] as const)("R7 never for %s with %o, whatever number is saved", async (role, policy) => {
    const { identity } = await lost(role, policy);
    const self = await challenge(identity.id);
    expect((await withIdentity<"sign-in", Way[]>(self, waysOf)).map(({ kind }) => kind)).not.toContain(
      "text",
    );
    expect(await refusalOf(ask(self))).toBe("way_closed");
    expect(await textRowsOf(identity.id)).toEqual([]);
  });

  test("R7 power over others in another company closes the way, with a code under way as well", async () => {
    const { identity, self, code } = await asked();
    const elsewhere = await newTenant({}, byText);
    await newPerson(elsewhere, { role: "owner", identityId: identity.id, email: identity.email });
    expect(await refusalOf(enter(self, code))).toBe("way_closed");
    expect(await sessionsOf(identity.id)).toEqual([]);
  });

  test("R6 R9 the way is shown only where it works; without a number the company's contact is there", async () => {
    const home = await newTenant({}, byText);
    await change(
      sql`update tenants set contact = '{"email": "help@linde.test"}'::jsonb where id = ${home.id}`,
    );
    const { identity } = await newMember(home);
    const self = await challenge(identity.id);
    expect(await withIdentity<"sign-in", Way[]>(self, waysOf)).toEqual([{ kind: "app" }]);
    expect(await withIdentity<"sign-in", WhomToAsk[]>(self, whomToAsk)).toMatchObject([
      { contact: { email: "help@linde.test" } },
    ]);
    expect(await refusalOf(ask(self))).toBe("way_closed");
    const number = await givePhone(identity.id);
    expect(await withIdentity<"sign-in", Way[]>(self, waysOf)).toEqual([
      { kind: "app" },
      { kind: "text", digits: number.slice(-2) },
    ]);
  });

  test("R7 a number that was entered and never confirmed is no way", async () => {
    const home = await newTenant({}, byText);
    const { identity } = await newMember(home);
    const own = await selfOf(identity.id);
    await giveOwn(own, anyNumber());
    const self = await challenge(identity.id);
    expect((await withIdentity<"sign-in", Way[]>(self, waysOf)).map(({ kind }) => kind)).toEqual(["app"]);
    expect(await refusalOf(ask(self))).toBe("way_closed");
  });
});

describe("how many texts", () => {
  test("R7 three an hour for one person, over all sign-ins", async () => {
    const { identity } = await lost();
    for (let n = 0; n < 3; n++) await ask(await challenge(identity.id));
    expect(await refusalOf(ask(await challenge(identity.id)))).toBe("too_many_texts");
    expect(await textRowsOf(identity.id)).toHaveLength(3);
  });

  test("R7 five an hour from one network", async () => {
    const where = from();
    const codes: string[] = [];
    for (let n = 0; n < 6; n++) {
      const { identity } = await lost();
      codes.push(await refusalOf(ask(await challenge(identity.id), where)));
    }
    expect(codes).toEqual(["none", "none", "none", "none", "none", "too_many_texts"]);
  });

  test("R7 a hundred a day for one company, and so many in all", async () => {
    const { home } = await lost();
    const used = async (tries: number, span: string) =>
      change(sql`update limits set tries = ${tries} where span = ${span}`);
    const { identity } = await newMember(home);
    await givePhone(identity.id);
    await ask(await challenge(identity.id));
    await used(100, "text of tenant/86400");
    expect(await refusalOf(ask(await challenge(identity.id)))).toBe("too_many_texts");
    await forgetTexts();
    await ask(await challenge(identity.id));
    await used(1000, "text/86400");
    expect(await refusalOf(ask(await challenge(identity.id)))).toBe("too_many_texts");
    await forgetTexts();
  });

  test("R7 a new code ends the one before it", async () => {
    const { identity, self, code } = await asked();
    await ask(self);
    const newer = codeIn((await textsOf(identity.id))[0]);
    if (newer !== code) expect(await enter(self, code)).toEqual({ verdict: "wrong" });
    expect(await enter(self, newer)).toMatchObject({ verdict: "right" });
  });
});

async function giveOwn(self: SessionSelf, number: string): Promise<void> {
  const entered = await prepareNumber<"session">(self, { number }, from());
  await withIdentity<"session", void>(self, (tx) => enterNumber(tx, {}, entered));
}
async function register(self: SessionSelf, code: string): Promise<Confirmed> {
  const found = await findSentCode<"session">(self, { code });
  return withIdentity<"session", Confirmed>(self, (tx) => confirmNumber(tx, {}, found));
}

describe("X12 the account page", () => {
  test("X12 the number of before counts until the new one is confirmed; the change is told", async () => {
    const { identity, number } = await lost();
    const self = await selfOf(identity.id);
    const next = anyNumber();
    await giveOwn(self, next);
    const counting = async () =>
      (await phonesOf(identity.id)).filter(({ verifiedAt, endedAt }) => verifiedAt && !endedAt);
    expect(await counting()).toMatchObject([{ lastDigits: number.slice(-2) }]);
    expect(await register(self, codeIn((await textsOf(identity.id))[0]))).toEqual({ verdict: "right" });
    expect(await counting()).toMatchObject([{ lastDigits: next.slice(-2) }]);
    const [old] = (await phonesOf(identity.id)).filter(({ endedAt }) => endedAt);
    expect(old?.sealedNumber).toBe("");
    expect(await noticesOf(identity.id)).toEqual(["phone_changed"]);
    expect(await actionsOf(identity.id)).toEqual(
      expect.arrayContaining(["phone.added", "text.sent", "phone.removed", "phone.confirmed"]),
    );
  });

  test("X12 another text to the number that waits; a code of another session is none", async () => {
    const { identity } = await lost();
    const self = await selfOf(identity.id);
    const again = async (one: SessionSelf) => {
      const code = await prepareNumberAgain<"session">(one, from());
      await withIdentity<"session", void>(one, (tx) => sendNumberAgain(tx, {}, code));
    };
    expect(await refusalOf(again(self))).toBe("number_again");
    const next = anyNumber();
    await giveOwn(self, next);
    await again(self);
    const [text] = await textsOf(identity.id);
    expect(text?.number).toBe(next);
    expect(await register(await selfOf(identity.id), codeIn(text))).toEqual({ verdict: "over" });
    expect(await register(self, codeIn(text))).toEqual({ verdict: "right" });
  });

  test("X12 two numbers confirmed at once: one counts", async () => {
    const { identity } = await lost();
    const [one, two] = [await selfOf(identity.id), await selfOf(identity.id)];
    await giveOwn(one, anyNumber());
    const first = codeIn((await textsOf(identity.id))[0]);
    await giveOwn(two, anyNumber());
    const second = codeIn((await textsOf(identity.id))[0]);
    await Promise.all([register(one, first), register(two, second)]);
    const counting = (await phonesOf(identity.id)).filter(
      ({ verifiedAt, endedAt }) => verifiedAt && !endedAt,
    );
    expect(counting).toHaveLength(1);
  });

  test("X12 removed is forgotten, told, and no way any more", async () => {
    const { identity } = await lost();
    const self = await selfOf(identity.id);
    await withIdentity<"session", void>(self, removePhone);
    await withIdentity<"session", void>(self, removePhone);
    expect(await phonesOf(identity.id)).toMatchObject([{ sealedNumber: "", endedAt: expect.any(Date) }]);
    expect(await noticesOf(identity.id)).toEqual(["phone_removed"]);
    expect(await refusalOf(ask(await challenge(identity.id)))).toBe("way_closed");
  });

  test("X12 not for who has power over others", async () => {
    const { identity } = await lost("owner");
    expect(await refusalOf(giveOwn(await selfOf(identity.id), anyNumber()))).toBe("way_closed");
  });

  test("X12 readiness counts a text only where it works now", async () => {
    const read = async (identityId: string) =>
      withIdentity<"session", Awaited<ReturnType<typeof ownSecurity>>>(await selfOf(identityId), ownSecurity);
    const works = await lost();
    expect((await read(works.identity.id)).readiness.ways).toEqual([
      { kind: "text", digits: works.number.slice(-2) },
    ]);
    expect((await read((await lost("owner")).identity.id)).readiness.ways).toEqual([]);
    expect((await read((await lost("member", { preset: "hometrak" })).identity.id)).readiness.ways).toEqual(
      [],
    );
  });
});

test("one identity cannot read or use the phones and codes of another", async () => {
  const { identity } = await asked();
  const stranger = await newIdentity();
  const self = await selfOf(stranger.id);
  const seen = await withIdentity<"session", unknown[]>(self, async (tx) => [
    ...(await tx.select().from(phones).where(eq(phones.identityId, identity.id))),
    ...(await tx.select().from(sentCodes).where(eq(sentCodes.identityId, identity.id))),
    ...(await tx.select({ id: flows.id }).from(flows).where(eq(flows.identityId, identity.id))),
  ]);
  expect(seen).toEqual([]);
});

test("codes and numbers that never counted are gone after a day", async () => {
  const { identity } = await lost();
  await giveOwn(await selfOf(identity.id), anyNumber());
  await change(
    sql`update sent_codes set expires_at = now() - interval '2 days' where identity_id = ${identity.id}`,
  );
  await change(
    sql`update phones set created_at = now() - interval '2 days' where identity_id = ${identity.id} and verified_at is null`,
  );
  await housekeeping();
  expect(await phonesOf(identity.id)).toMatchObject([{ verifiedAt: expect.any(Date) }]);
});
