import { describe, expect, test } from "vitest";
import { invitationDays, Policy, policyOf, rulesOf } from "./policy";

const policy = (stored: Record<string, unknown> = {}) => ({ policy: policyOf(stored), elevated: false });

describe("a stored policy", () => {
  test("has the values of Modern where it says nothing", () => {
    expect(policyOf({})).toEqual({
      preset: "modern",
      passwordLength: 12,
      secondStep: "required",
      invitationDays: 14,
      idleMinutes: 30,
      sessionHours: 12,
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
    { preset: "weak" },
  ])("%o is not one", (stored) => {
    expect(Policy.safeParse(stored).success).toBe(false);
  });
});

describe("the rules for one human", () => {
  test("in no tenant are those of Modern", () => {
    expect(rulesOf([])).toEqual({ secondStep: true, passwordLength: 12, idleMinutes: 30, sessionHours: 12 });
  });

  test("R14 over several tenants the strictest of each field holds, whichever comes first", () => {
    const one = policy({ passwordLength: 8, secondStep: "required", idleMinutes: 30, sessionHours: 4 });
    const two = policy({ passwordLength: 20, secondStep: "offered", idleMinutes: 10, sessionHours: 12 });
    const strictest = { secondStep: true, passwordLength: 20, idleMinutes: 10, sessionHours: 4 };
    expect(rulesOf([one, two])).toEqual(strictest);
    expect(rulesOf([two, one])).toEqual(strictest);
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
