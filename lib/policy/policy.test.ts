import { describe, expect, test } from "vitest";
import { PolicyFields } from "./fields";
import { invitationDays, policyOf, rulesOf } from "./policy";
import { presets } from "./presets";

const policy = (stored: Record<string, unknown> = {}) => ({ policy: policyOf(stored), elevated: false });

describe("a stored policy", () => {
  test("has the values of Modern where it says nothing", () => {
    expect(policyOf({})).toEqual({ preset: "modern", ...presets.modern });
  });

  test("keeps what a tenant has adjusted over its preset", () => {
    expect(policyOf({ preset: "strict", graceDays: 7 })).toMatchObject({
      preset: "strict",
      passwordLength: 15,
      graceDays: 7,
    });
  });

  test.each([
    { passwordLength: 7 },
    { passwordLength: 65 },
    { secondStep: "off" },
    { invitationDays: 0 },
    { invitationDays: 31 },
    { idleMinutes: 61 },
    { sessionHours: 25 },
    { sessionHours: 0.5 },
    { unknown: 1 },
  ])("%o is not one", (stored) => {
    expect(PolicyFields.safeParse({ ...presets.modern, ...stored }).success).toBe(false);
  });
});

describe("the rules for one human", () => {
  test("in no tenant are those of Modern", () => {
    expect(rulesOf([])).toMatchObject({
      secondStep: true,
      passwordLength: 12,
      idleMinutes: 30,
      sessionHours: 12,
    });
  });

  test("R14 over several tenants the strictest of each field holds, whichever comes first", () => {
    const one = policy({ passwordLength: 8, secondStep: "required", idleMinutes: 30, sessionHours: 4 });
    const two = policy({ passwordLength: 20, secondStep: "offered", idleMinutes: 10, sessionHours: 12 });
    const strictest = { secondStep: true, passwordLength: 20, idleMinutes: 10, sessionHours: 4 };
    expect(rulesOf([one, two])).toMatchObject(strictest);
    expect(rulesOf([two, one])).toMatchObject(strictest);
  });

  test.each([
    ["passwordLength", 12, 20, 20],
    ["capitals", 0, 2, 2],
    ["digits", 1, 0, 1],
    ["graceDays", 14, 3, 3],
    ["resetMinutes", 10, 30, 10],
    ["idleMinutes", 30, 10, 10],
    ["sessionHours", 12, 4, 4],
    ["trustedDays", 30, 0, 0],
  ])("R14 over two tenants %s of %d and %d is %d", (field, one, other, strictest) => {
    const [a, b] = [policy({ [field]: one }), policy({ [field]: other })];
    expect(rulesOf([a, b])).toMatchObject({ [field]: strictest });
    expect(rulesOf([b, a])).toMatchObject({ [field]: strictest });
  });

  test("R14 questions are asked if any asks, codes roll only if all say so, and only common ways back hold", () => {
    const [plain, xpert] = [policy(), policy({ preset: "xpert" })];
    const hometrak = policy({ preset: "hometrak" });
    expect(rulesOf([plain, hometrak])).toMatchObject({ questions: true, recovery: ["support"] });
    expect(rulesOf([xpert])).toMatchObject({ backupStyle: "rolling", questions: false });
    expect(rulesOf([xpert, plain])).toMatchObject({
      backupStyle: "sheet",
      recovery: ["backup_code", "support"],
    });
  });

  test("nobody with power over others gets days, or a way back by text message", () => {
    const held = { policy: policyOf({ preset: "xpert", graceDays: 14 }), elevated: true };
    expect(rulesOf([held])).toMatchObject({ graceDays: 0, recovery: ["backup_code", "support"] });
  });

  test("a password that stands alone has 15 characters at least", () => {
    expect(rulesOf([policy({ passwordLength: 8, secondStep: "offered" })])).toMatchObject({
      secondStep: false,
      passwordLength: 15,
    });
    expect(rulesOf([policy({ passwordLength: 20, secondStep: "offered" })]).passwordLength).toBe(20);
    expect(rulesOf([policy({ passwordLength: 8 })]).passwordLength).toBe(8);
  });

  test("R2 who has power over others has a second step, whatever the policy says", () => {
    const offered = policyOf({ secondStep: "offered" });
    expect(rulesOf([{ policy: offered, elevated: false }]).secondStep).toBe(false);
    expect(rulesOf([{ policy: offered, elevated: true }]).secondStep).toBe(true);
    const [elevated, plain] = [
      { policy: offered, elevated: true },
      { policy: offered, elevated: false },
    ];
    expect(rulesOf([plain, elevated]).secondStep).toBe(true);
  });
});

test("an invitation into a role with power over others works seven days at most", () => {
  expect(invitationDays(policyOf({ invitationDays: 30 }), false)).toBe(30);
  expect(invitationDays(policyOf({ invitationDays: 30 }), true)).toBe(7);
  expect(invitationDays(policyOf({ invitationDays: 3 }), true)).toBe(3);
});
