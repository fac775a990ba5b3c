import { eq, sql } from "drizzle-orm";
import { generate } from "otplib";
import { describe, expect, test } from "vitest";
import { backupCodes, factors } from "@/db/schema/factors";
import { identities } from "@/db/schema/identities";
import { sessions } from "@/db/schema/sessions";
import type { SessionSelf } from "@/lib/access/actor";
import { lookUp, withIdentity, withSystem } from "@/lib/access/doors";
import { confirmTotpChange, startTotpChange } from "@/lib/factors/change-totp";
import { pendingTotp } from "@/lib/factors/enrol-totp";
import { hashOwnSheet, keepOwnSheet, ownSheet, startOwnSheet } from "@/lib/factors/own-sheet";
import { removeTotp } from "@/lib/factors/remove-totp";
import { isRefusal } from "@/lib/refusal";
import { flowOf, startFlow } from "@/lib/sign-in/flow";
import { askedToOpen, openSecurity, prepareOpening } from "@/lib/sign-in/open-security";
import { readSession } from "@/lib/sign-in/session";
import {
  newIdentity,
  newMember,
  newSession,
  newTenant,
  PASSWORD,
  selfOf,
  trace,
} from "@/lib/testing/factories";
import { lettersTo, runJobsOf } from "@/lib/testing/outbox";
import { changePassword, preparePasswordChange } from "./change-password";
import { endAccess } from "./end-access";
import { endOneSession, endOtherSessions, ownSessions } from "./own-sessions";
import { readinessOf } from "./readiness";
import { ownSecurity } from "./security";

const NEW = "violet kettle marching north";

const inside = <T>(self: SessionSelf, work: Parameters<typeof withIdentity<"session", T>>[1]): Promise<T> =>
  withIdentity<"session", T>(self, work);

const refusalOf = async (work: Promise<unknown>) => {
  const outcome = await work.catch((error) => error);
  return isRefusal(outcome) ? outcome.code : outcome;
};

/** The same session, signed in so many minutes ago. */
const longAgo = (self: SessionSelf, minutes: number): SessionSelf => ({
  ...self,
  proofs: self.proofs.map(({ kind }) => ({
    kind,
    at: new Date(Date.now() - minutes * 60_000).toISOString(),
  })),
});

const codeOf = (key: string | null, steps = 0) =>
  generate({ secret: key ?? "", epoch: Math.floor(Date.now() / 1000) + steps * 30 });

const rowOf = async (id: string) =>
  (await lookUp("housekeeping", (db) => db.select().from(identities).where(eq(identities.id, id))))[0];

async function change(self: SessionSelf, current = PASSWORD, password = NEW, endOthers?: "yes") {
  const draft = { current, password, endOthers };
  const prepared = await preparePasswordChange(self, draft);
  return inside(self, (tx) => changePassword(tx, draft, prepared));
}

async function opening(self: SessionSelf, draft: { password?: string; code?: string }) {
  const prepared = await prepareOpening(self, draft);
  return inside(self, (tx) => openSecurity(tx, draft, prepared));
}

type Begun = Pick<Parameters<typeof startFlow>[1], "purpose" | "state">;

/** Processes in other browsers; their secrets. */
const openFlows = (identityId: string, begun: readonly Begun[]) =>
  withSystem("sign in", (tx) => Promise.all(begun.map((one) => startFlow(tx, { ...one, identityId }))));

describe("the security page", () => {
  test("X9 asks the password again, and the code where the last one is older than five minutes", async () => {
    const identity = await newIdentity();
    const self = await selfOf(identity.id);
    expect(await inside(self, askedToOpen)).toEqual({ password: true, code: false });
    const later = longAgo(self, 20);
    expect(await inside(later, askedToOpen)).toEqual({ password: true, code: true });
    expect(await opening(later, { password: "wrong", code: await codeOf(identity.key) })).toEqual({
      verdict: "wrong_password",
    });
    expect((await opening(later, { password: PASSWORD })).verdict).toBe("code_missing");
    expect((await opening(later, { code: "123456" })).verdict).toBe("password_missing");
    expect((await opening(later, { password: PASSWORD, code: "000000" })).verdict).toBe("wrong");
    const opened = await opening(later, { password: PASSWORD, code: await codeOf(identity.key) });
    expect(opened.verdict).toBe("right");
    if (opened.verdict !== "right" || !opened.secret) throw new Error("not open");
    const session = await readSession(opened.secret, false);
    expect(await inside({ ...later, proofs: session?.proofs ?? [] }, askedToOpen)).toBeNull();
  });

  test("a code is not even looked at before the password is right", async () => {
    const identity = await newIdentity();
    const self = longAgo(await selfOf(identity.id), 20);
    const code = await codeOf(identity.key);
    expect((await opening(self, { password: "wrong", code })).verdict).toBe("wrong_password");
    expect((await opening(self, { password: PASSWORD, code })).verdict).toBe("right");
  });

  test("asks only the password of somebody without a second step, and takes it as a fresh proof", async () => {
    const identity = await newIdentity({ secondStep: false });
    const self = longAgo(await selfOf(identity.id), 20);
    expect(await inside(self, askedToOpen)).toEqual({ password: true, code: false });
    const opened = await opening(self, { password: PASSWORD });
    if (opened.verdict !== "right" || !opened.secret) throw new Error("not open");
    const session = await readSession(opened.secret, false);
    expect(session?.proofs.at(-1)?.kind).toBe("password_again");
  });

  test("S23 shows how one signs in, and no secret of it", async () => {
    const tenant = await newTenant();
    const { identity } = await newMember(tenant);
    const shown = await inside(await selfOf(identity.id), ownSecurity);
    expect(shown.apps).toHaveLength(1);
    expect(shown.codes).toMatchObject({ all: 1, left: 1 });
    expect(JSON.stringify(shown)).not.toMatch(/argon2|sealed|secret/i);
  });
});

describe("losing the phone today", () => {
  const rules = { recovery: ["backup_code", "text", "support"] as const };
  const facts = { hasApp: true, codesLeft: 8, passkeys: [], phone: "78", rules };

  test("is answered with the ways that exist and that the rules let work", () => {
    expect(readinessOf(facts).ways.map(({ kind }) => kind)).toEqual(["backup_code", "text"]);
    expect(readinessOf({ ...facts, codesLeft: 0 }).ways.map(({ kind }) => kind)).toEqual(["text"]);
    expect(readinessOf({ ...facts, rules: { recovery: ["support"] } })).toEqual({
      needed: true,
      ways: [],
      supportHelps: true,
    });
    expect(readinessOf({ ...facts, passkeys: ["MacBook"], phone: null, codesLeft: 0 }).ways).toEqual([
      { kind: "passkey", name: "MacBook" },
    ]);
  });
});

describe("a new app", () => {
  async function started() {
    const tenant = await newTenant();
    const { identity } = await newMember(tenant);
    const self = await selfOf(identity.id);
    await inside(self, startTotpChange);
    const pending = await inside(self, pendingTotp);
    if (!pending) throw new Error("no key waits");
    return { identity, self, pending };
  }

  test("waits for the session that started it: no other process sees its key or confirms it", async () => {
    const { identity, pending } = await started();
    const other = await selfOf(identity.id);
    expect(await inside(other, pendingTotp)).toBeNull();
    const code = await codeOf(pending.secret);
    expect(await inside(other, (tx) => confirmTotpChange(tx, { code }))).toEqual({ verdict: "over" });
  });

  test("X10 R13 takes the place of the old one when a code of it comes, and the owner hears of it", async () => {
    const { identity, self, pending } = await started();
    expect(pending.label).toBe(`Zorggroep Linde: ${identity.email} (2)`);
    const other = await newSession(identity.id);
    const code = await codeOf(pending.secret);
    const changed = await inside(self, (tx) => confirmTotpChange(tx, { code, endOthers: "yes" }));
    expect(changed.verdict).toBe("right");
    expect(await readSession(other, false)).toBeNull();
    expect(changed.verdict === "right" && (await readSession(changed.secret, false))?.sessionId).toBe(
      self.sessionId,
    );
    await runJobsOf(identity.id);
    const [letter] = await lettersTo(identity.email);
    expect(letter?.subject).toBe("Your authenticator app was changed");
  });

  test("X11 leaves the old one alive until then, and dead after it", async () => {
    const { identity, self, pending } = await started();
    const live = () =>
      lookUp("housekeeping", (db) =>
        db
          .select({ id: factors.id })
          .from(factors)
          .where(sql`identity_id = ${identity.id} and confirmed_at is not null and ended_at is null`),
      );
    const before = await live();
    const wrong = await inside(self, (tx) => confirmTotpChange(tx, { code: "000000" }));
    expect(wrong.verdict).toBe("wrong");
    expect(await live()).toEqual(before);
    const old = await inside(self, async (tx) => confirmTotpChange(tx, { code: await codeOf(identity.key) }));
    expect(old).toMatchObject({ verdict: "old_entry" });
    const code = await codeOf(pending.secret);
    await inside(self, (tx) => confirmTotpChange(tx, { code }));
    expect(await live()).toEqual([{ id: pending.id }]);
  });

  test("is confirmed once of many at the same time", async () => {
    const { self, pending } = await started();
    const code = await codeOf(pending.secret);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => inside(self, (tx) => confirmTotpChange(tx, { code }))),
    );
    expect(answers.filter(({ verdict }) => verdict === "right")).toHaveLength(1);
  });
});

describe("the last way in", () => {
  test("is not removed where a second step is required, nor is another identity's", async () => {
    const tenant = await newTenant();
    const { identity } = await newMember(tenant);
    const { identity: other } = await newMember(tenant);
    const appOf = async (id: string) => {
      const [app] = (await inside(await selfOf(id), ownSecurity)).apps;
      return app?.id ?? "";
    };
    const self = await selfOf(identity.id);
    const own = { factorId: await appOf(identity.id) };
    const theirs = { factorId: await appOf(other.id) };
    expect(await refusalOf(inside(self, (tx) => removeTotp(tx, own)))).toBe("last_way_in");
    expect(await refusalOf(inside(self, (tx) => removeTotp(tx, theirs)))).toBe("not_found");
    expect((await inside(await selfOf(other.id), ownSecurity)).apps).toHaveLength(1);
  });

  test("is not removed by two removals at once", async () => {
    const tenant = await newTenant();
    const { identity } = await newMember(tenant);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`insert into factors (identity_id, kind, label, sealed_secret, confirmed_at)
        values (${identity.id}, 'totp', 'second', 'x', now())`),
    );
    const self = await selfOf(identity.id);
    const { apps } = await inside(self, ownSecurity);
    const ended = await Promise.all(
      apps.map(({ id }) => refusalOf(inside(self, (tx) => removeTotp(tx, { factorId: id })))),
    );
    expect(ended.filter((code) => code === "last_way_in")).toHaveLength(1);
    expect((await inside(self, ownSecurity)).apps).toHaveLength(1);
  });
});

describe("new backup codes", () => {
  test("X13 are shown at once, and the old ones work until the new are said to be kept", async () => {
    const tenant = await newTenant();
    const { identity } = await newMember(tenant);
    const self = await selfOf(identity.id);
    await inside(self, startOwnSheet);
    const sheet = await inside(self, ownSheet);
    expect(sheet?.codes).toHaveLength(10);
    expect((await inside(self, ownSecurity)).codes).toMatchObject({ all: 1, left: 1 });

    const hashed = await hashOwnSheet(self);
    await inside(self, (tx) => keepOwnSheet(tx, { kept: "yes" }, hashed));
    expect((await inside(self, ownSecurity)).codes).toMatchObject({ all: 10, left: 10 });
    const live = await lookUp("housekeeping", (db) =>
      db
        .select({ finder: backupCodes.finder })
        .from(backupCodes)
        .where(sql`identity_id = ${identity.id} and ended_at is null`),
    );
    expect(live.map(({ finder }) => finder).sort()).toEqual(
      sheet?.codes.map((code) => code.slice(0, 2)).sort(),
    );
    expect(await inside(self, ownSheet)).toBeNull();
    await runJobsOf(identity.id);
    expect((await lettersTo(identity.email))[0]?.subject).toBe("New backup codes were made");
  });

  test("are kept once by a double click, and only by the session that was shown them", async () => {
    const identity = await newIdentity();
    const self = await selfOf(identity.id);
    await inside(self, startOwnSheet);
    expect(await inside(await selfOf(identity.id), ownSheet)).toBeNull();
    const hashed = await hashOwnSheet(self);
    const kept = await Promise.all(
      [1, 2].map(() => refusalOf(inside(self, (tx) => keepOwnSheet(tx, { kept: "yes" }, hashed)))),
    );
    expect(kept.filter((code) => code === "flow_over")).toHaveLength(1);
  });

  test("X14 after one was used the page still says so", async () => {
    const identity = await newIdentity();
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update backup_codes set spent_at = now() where identity_id = ${identity.id}`),
    );
    const { codes } = await inside(await selfOf(identity.id), ownSecurity);
    expect(codes).toMatchObject({ all: 1, left: 0 });
    expect(codes.lastUsedAt).toBeInstanceOf(Date);
  });
});

describe("another password", () => {
  test("takes the one of now, ends other sessions and earlier links, and tells the owner", async () => {
    const identity = await newIdentity();
    const [self, other] = [await selfOf(identity.id), await newSession(identity.id)];
    expect(await change(self, "not my password")).toBeNull();
    const changed = await change(self, PASSWORD, NEW, "yes");
    expect(changed?.ended).toBe(1);
    expect(await readSession(other, false)).toBeNull();
    expect((await readSession(changed?.secret, false))?.sessionId).toBe(self.sessionId);
    await runJobsOf(identity.id);
    const [letter] = await lettersTo(identity.email);
    expect(letter?.subject).toBe("Your password was changed");
    expect(letter?.paragraphs.join(" ")).toContain("Test");
  });

  test("leaves the other devices in where that is wished", async () => {
    const identity = await newIdentity();
    const other = await newSession(identity.id);
    await change(await selfOf(identity.id));
    expect(await readSession(other, false)).not.toBeNull();
  });

  test("ends what was begun with the old one: a sign-in, a set-up, a gate and a recovery", async () => {
    const identity = await newIdentity();
    const begun = [
      { purpose: "sign-in", state: "second-step-due" },
      { purpose: "activation", state: "second-step" },
      { purpose: "activation", state: "questions" },
      { purpose: "recovery", state: "password" },
    ] as const;
    const secrets = await openFlows(identity.id, begun);
    await change(await selfOf(identity.id));
    for (const [n, { purpose }] of begun.entries())
      expect(await flowOf(purpose, secrets[n], trace)).toBeNull();
  });

  test("is not changed from a session that was ended while the old one was checked", async () => {
    const identity = await newIdentity();
    const self = await selfOf(identity.id);
    const draft = { current: PASSWORD, password: NEW };
    const prepared = await preparePasswordChange(self, draft);
    await withSystem("mailed link", (tx) => endAccess(tx, { identityId: identity.id, why: "not_me" }), trace);
    const before = await rowOf(identity.id);
    expect(await refusalOf(inside(self, (tx) => changePassword(tx, draft, prepared)))).toBe("sign_in_first");
    expect(await rowOf(identity.id)).toEqual(before);
  });

  test("obeys the rules of the strictest company, and is another one", async () => {
    const tenant = await newTenant({}, { passwordLength: 20 });
    const { identity } = await newMember(tenant);
    const self = await selfOf(identity.id);
    expect(await refusalOf(change(self, PASSWORD, "violet kettle"))).toBe("password_short");
    expect(await refusalOf(change(self, PASSWORD, "Zorggroep Linde Anna 1"))).toBe("password_context");
    expect(await refusalOf(change(self, PASSWORD, PASSWORD))).toBe("password_same");
  });

  test("of two changes at once one wins", async () => {
    const identity = await newIdentity();
    const self = await selfOf(identity.id);
    const before = await rowOf(identity.id);
    const outcomes = await Promise.all([
      refusalOf(change(self, PASSWORD, NEW)),
      refusalOf(change(self, PASSWORD, `${NEW} too`)),
    ]);
    expect(outcomes.filter((one) => one === "busy")).toHaveLength(1);
    expect((await rowOf(identity.id))?.passwordHash).not.toBe(before?.passwordHash);
  });
});

describe("signing out every other device", () => {
  test("ends what would be worth a session elsewhere, and not the new codes on this screen", async () => {
    const identity = await newIdentity();
    const self = await selfOf(identity.id);
    const [gate] = await openFlows(identity.id, [{ purpose: "activation", state: "questions" }]);
    await inside(self, startOwnSheet);
    await inside(self, (tx) => endOtherSessions(tx, "signed_out_everywhere"));
    expect(await flowOf("activation", gate, trace)).toBeNull();
    expect(await inside(self, ownSheet)).not.toBeNull();
  });
});

describe("a session in the list", () => {
  test("ends at once, and nobody ends another identity's", async () => {
    const [anna, ben] = [await newIdentity(), await newIdentity()];
    const self = await selfOf(anna.id);
    const second = await newSession(anna.id);
    const bens = await newSession(ben.id);
    const listed = await inside(self, ownSessions);
    expect(listed.map(({ isThisOne }) => isThisOne)).toEqual([true, false]);
    expect(listed[1]).toMatchObject({ browser: "Test", addressPrefix: "127.0.0.0/24" });
    const sessionId = listed[1]?.id ?? "";
    await Promise.all([1, 2].map(() => inside(self, (tx) => endOneSession(tx, { sessionId }))));
    expect(await readSession(second, false)).toBeNull();

    const [theirs] = await lookUp("housekeeping", (db) =>
      db.select({ id: sessions.id }).from(sessions).where(eq(sessions.identityId, ben.id)),
    );
    await inside(self, (tx) => endOneSession(tx, { sessionId: theirs?.id ?? "" }));
    expect(await readSession(bens, false)).not.toBeNull();
  });
});
