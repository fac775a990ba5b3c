import { eq, sql } from "drizzle-orm";
import { generate } from "otplib";
import { describe, expect, test } from "vitest";
import { backupCodes } from "@/db/schema/factors";
import { flows, sessions } from "@/db/schema/sessions";
import type { FlowSelf } from "@/lib/access/actor";
import { lookUp, withIdentity, withSystem } from "@/lib/access/doors";
import { hashedCodes } from "@/lib/factors/backup-codes";
import { showOwnLink } from "@/lib/identity/link-state";
import { answerPassword } from "@/lib/sign-in/answer-password";
import { checkPassword } from "@/lib/sign-in/check-password";
import { flowOf } from "@/lib/sign-in/flow";
import { setAnswersOf } from "@/lib/testing/answers";
import { newMember, newSession, newTenant, PASSWORD, trace } from "@/lib/testing/factories";
import { linkFor, recoveryOf, spend } from "@/lib/testing/recovery";
import { type Proved, prepareProof, proveReset } from "./prove";
import { hashNewPassword, NewPassword, type PasswordSet, setNewPassword } from "./set-password";

const NEW = "violet kettle marching north";
const OLD_STEP = { epoch: 30 };

type Outcome = Proved | { state: string };

async function prove(
  self: FlowSelf<"recovery">,
  code: string,
  by: "app" | "backup" = "app",
): Promise<Outcome> {
  const prepared = await prepareProof(self, { by, code }, "code");
  return withIdentity<"recovery", Outcome>(self, (tx) => proveReset(tx, { by, code }, prepared));
}

async function save(self: FlowSelf<"recovery">, password = NEW): Promise<PasswordSet> {
  const draft = NewPassword.parse({ password, again: password });
  const hash = await hashNewPassword(self, draft);
  return withIdentity<"recovery", PasswordSet>(self, (tx) => setNewPassword(tx, draft, hash));
}

const codeFor = (key: string | null) => generate({ secret: key ?? "" });
const wrongFor = (key: string | null) => generate({ secret: key ?? "", ...OLD_STEP });

const verdictOf = async (email: string, password: string) =>
  (await checkPassword({ name: email, password }, { address: email, device: undefined })).verdict;

const sessionsOf = (identityId: string) =>
  lookUp("housekeeping", (db) => db.select().from(sessions).where(eq(sessions.identityId, identityId)));

const eventsOf = (identityId: string, action: string) =>
  lookUp("verify events", (db) =>
    db.execute(
      sql`select result, reason, details from events where identity_id = ${identityId} and action = ${action}`,
    ),
  );

const newPerson = async (options: { secondStep?: boolean } = {}, policy: Record<string, unknown> = {}) =>
  (await newMember(await newTenant({}, policy), "member", options)).identity;

describe("T20 a mailed link", () => {
  test("is spent by one of fifty at once, and never again", async () => {
    const { email } = await newPerson();
    const secret = await linkFor(email);
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => spend(secret)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(spend(secret)).rejects.toMatchObject({ code: "link_over" });
    expect((await showOwnLink(secret))?.state).toBe("spent");
  });

  test("opened twenty times is as good as new", async () => {
    const { email } = await newPerson();
    const secret = await linkFor(email);
    for (let n = 0; n < 20; n++) expect((await showOwnLink(secret))?.state).toBe("open");
    expect((await spend(secret)).state).toBe("code");
  });

  test("is over when it has expired, or a newer one was mailed", async () => {
    const { id, email } = await newPerson();
    const first = await linkFor(email);
    const second = await linkFor(email);
    await expect(spend(first)).rejects.toMatchObject({ code: "link_over" });
    expect((await showOwnLink(first))?.state).toBe("replaced");
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update tokens set expires_at = clock_timestamp() where subject_id = ${id}`),
    );
    await expect(spend(second)).rejects.toMatchObject({ code: "link_over" });
    expect((await showOwnLink(second))?.state).toBe("expired");
  });

  test("of one purpose is none of the other", async () => {
    const { email } = await newPerson();
    const secret = await linkFor(email);
    await expect(spend(secret, "key")).rejects.toMatchObject({ code: "link_over" });
    expect((await spend(secret)).state).toBe("code");
  });

  test("that starts a recovery ends the one before", async () => {
    const { email } = await newPerson();
    const { flow } = await recoveryOf(email);
    await recoveryOf(email);
    expect(await flowOf("recovery", flow, trace)).toBeNull();
  });

  test("dies with the password it was mailed for", async () => {
    const { id, email } = await newPerson();
    const secret = await linkFor(email);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update identities set password_set_at = clock_timestamp() where id = ${id}`),
    );
    expect((await showOwnLink(secret))?.state).toBe("replaced");
    await expect(spend(secret)).rejects.toMatchObject({ code: "link_over" });
  });
});

describe("T13 the code comes before the new password", () => {
  test("and without it no password can be set, by whatever post", async () => {
    const { id, email } = await newPerson();
    const { self, state } = await recoveryOf(email);
    expect(state).toBe("code");
    await expect(save(self)).rejects.toMatchObject({ code: "flow_over" });
    const draft = NewPassword.parse({ password: NEW, again: NEW });
    await expect(
      withIdentity<"recovery", PasswordSet>(self, (tx) => setNewPassword(tx, draft, "a hash")),
    ).rejects.toMatchObject({ code: "flow_over" });
    expect(await verdictOf(email, PASSWORD)).toBe("right");
    expect(await eventsOf(id, "password.reset")).toHaveLength(0);
  });

  test("and leads on once", async () => {
    const { email, key } = await newPerson();
    const { self } = await recoveryOf(email);
    expect(await prove(self, await codeFor(key))).toEqual({ state: "password" });
    await expect(prove(self, await codeFor(key))).rejects.toMatchObject({ code: "flow_over" });
  });

  test("without an app the password is next", async () => {
    const { email } = await newPerson({ secondStep: false });
    expect((await recoveryOf(email)).state).toBe("password");
  });

  test("H22 questions come after the link and the code, never in place of one, where they are asked and set", async () => {
    const { id, email, key } = await newPerson({}, { questions: "on" });
    await setAnswersOf(id);
    const { self, state } = await recoveryOf(email);
    expect(state).toBe("code");
    expect(await prove(self, await codeFor(key))).toEqual({ state: "questions" });
    await expect(save(self)).rejects.toMatchObject({ code: "flow_over" });
  });
});

describe("T14 a wrong code", () => {
  test("stays where it is, five times a link; the sixth is refused, the right one too", async () => {
    const { id, email, key } = await newPerson();
    const { self } = await recoveryOf(email);
    for (let n = 0; n < 5; n++)
      expect(await prove(self, await wrongFor(key))).toEqual({ by: "app", no: { verdict: "wrong" } });
    await expect(prove(self, await codeFor(key))).rejects.toMatchObject({ code: "link_tries_over" });
    expect(await eventsOf(id, "sign_in.code_wrong")).toHaveLength(5);
  });

  test("counts over all links and sign-ins of an hour", async () => {
    const { email, key } = await newPerson();
    for (let round = 0; round < 2; round++) {
      const { self } = await recoveryOf(email);
      for (let n = 0; n < 5; n++) await prove(self, await wrongFor(key));
    }
    const { self } = await recoveryOf(email);
    await expect(prove(self, await codeFor(key))).rejects.toMatchObject({ code: "too_many_codes" });
  });

  test("T11 a used code has its own hint", async () => {
    const { email, key } = await newPerson();
    const code = await codeFor(key);
    await prove((await recoveryOf(email)).self, code);
    expect(await prove((await recoveryOf(email)).self, code)).toEqual({ by: "app", no: { verdict: "used" } });
  });
});

describe("a new password", () => {
  const ready = async (policy: Record<string, unknown> = {}) => {
    const identity = await newPerson({}, policy);
    const { self } = await recoveryOf(identity.email);
    await prove(self, await codeFor(identity.key));
    return { ...identity, self };
  };

  test("counts at once; the old one, every session and every unfinished sign-in are dead, and nobody is in", async () => {
    const { id, email, self } = await ready();
    await newSession(id);
    const checked = await checkPassword(
      { name: email, password: PASSWORD },
      { address: email, device: undefined },
    );
    const begun = await withSystem("sign in", (tx) => answerPassword(tx, checked), trace);
    const pending = "flow" in begun ? begun.flow : "";
    expect(await flowOf("sign-in", pending, trace)).not.toBeNull();

    expect(await save(self)).toMatchObject({ email, setUp: null });
    expect(await verdictOf(email, PASSWORD)).toBe("wrong");
    expect(await verdictOf(email, NEW)).toBe("right");
    expect((await sessionsOf(id)).map(({ endedWhy }) => endedWhy)).toEqual(["credential_changed"]);
    expect(await flowOf("sign-in", pending, trace)).toBeNull();
    expect([...(await eventsOf(id, "password.reset"))]).toMatchObject([{ details: { sessions: 1 } }]);
  });

  test("still asks for the second step at the next sign-in", async () => {
    const { email, self } = await ready();
    await save(self);
    const checked = await checkPassword(
      { name: email, password: NEW },
      { address: email, device: undefined },
    );
    expect(await withSystem("sign in", (tx) => answerPassword(tx, checked), trace)).toMatchObject({
      next: "code",
    });
  });

  test("is set once, of two clicks at once", async () => {
    const { self } = await ready();
    const outcomes = await Promise.allSettled([save(self), save(self)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("T16 is typed twice, exactly the same, and the mismatch is named", () => {
    const fault = (again: string) => NewPassword.safeParse({ password: NEW, again }).error?.issues[0];
    expect(fault(`${NEW} `)).toMatchObject({ path: ["again"], message: "again_differs" });
    expect(fault("")).toMatchObject({ path: ["again"], message: "again_missing" });
    expect(NewPassword.safeParse({ password: "e\u0301".repeat(8), again: "\u00e9".repeat(8) }).success).toBe(
      true,
    );
  });

  test.each([
    ["T15 two capitals and two digits", { preset: "track" }, "lower case only", "password_capitals"],
    ["the strictest length", { preset: "strict" }, "fourteen chars", "password_short"],
    ["no name of the company", {}, "zorggroep linde", "password_context"],
    ["no common one", {}, "passwordpassword", "password_common"],
  ])("has %s", async (_what, policy, password, code) => {
    const { self } = await ready(policy);
    await expect(save(self, password)).rejects.toMatchObject({ code, field: "password" });
  });

  test("cannot be set by another identity's recovery", async () => {
    const anna = await ready();
    const ben = await newPerson();
    const stolen = { ...anna.self, identityId: ben.id };
    await expect(save(stolen)).rejects.toMatchObject({ code: "flow_over" });
    expect(await verdictOf(ben.email, PASSWORD)).toBe("right");
  });
});

describe("T18 a link for somebody whose key is not there yet", () => {
  test("is no error: after the password the sign-in leads to the set-up", async () => {
    const { email } = await newPerson({ secondStep: false });
    const { self, state } = await recoveryOf(email);
    expect(state).toBe("password");
    await save(self);
    const checked = await checkPassword(
      { name: email, password: NEW },
      { address: email, device: undefined },
    );
    expect(await withSystem("sign in", (tx) => answerPassword(tx, checked), trace)).toMatchObject({
      next: "second-step",
    });
  });
});

describe("a backup code in place of the app's", () => {
  const CODE = "ABCDEFGHJKMNPQRS";
  const withCode = async (policy: Record<string, unknown> = {}) => {
    const identity = await newPerson({}, policy);
    const [hashed] = await hashedCodes([CODE]);
    if (!hashed) throw new Error("no code");
    await withSystem("housekeeping", async (tx) => {
      await tx.delete(backupCodes).where(eq(backupCodes.identityId, identity.id));
      await tx.insert(backupCodes).values({ ...hashed, identityId: identity.id });
    });
    return identity;
  };

  test("is used up, and after the password a new second step is set up; no session before it", async () => {
    const { id, email } = await withCode();
    const { self } = await recoveryOf(email);
    expect(await prove(self, "abcd efgh jkmn pqrs", "backup")).toEqual({ state: "password" });
    const { setUp } = await save(self);
    expect(await flowOf("activation", setUp ?? "", trace)).toMatchObject({ state: "second-step" });
    expect(await sessionsOf(id)).toEqual([]);
    const again = await recoveryOf(email);
    expect(await prove(again.self, CODE, "backup")).toEqual({ by: "backup", no: "used" });
  });

  test("is not taken where a company's rules do not let it", async () => {
    const { email } = await withCode({ recovery: ["support"] });
    const { self } = await recoveryOf(email);
    await expect(prove(self, CODE, "backup")).rejects.toMatchObject({ code: "way_closed" });
  });
});

test("a recovery is no sign-in and no set-up, in whatever cookie its secret stands", async () => {
  const { email } = await newPerson();
  const { flow } = await recoveryOf(email);
  expect(await flowOf("sign-in", flow, trace)).toBeNull();
  expect(await flowOf("activation", flow, trace)).toBeNull();
});

test("flows keep no secret in clear", async () => {
  const { email } = await newPerson();
  const { flow } = await recoveryOf(email);
  const rows = await lookUp("housekeeping", (db) => db.select().from(flows));
  expect(JSON.stringify(rows)).not.toContain(flow);
});
