import { describe, expect, test } from "vitest";
import { draftOfQuery, PolicyDraft, PolicySaving, queryOf, toStore } from "./draft";
import { presetNames } from "./fields";
import { policyOf } from "./policy";
import { presets } from "./presets";

const modern = { preset: "modern", ...presets.modern } as const;
const faultOf = (wished: object) => {
  const issue = PolicyDraft.safeParse({ ...modern, ...wished }).error?.issues[0];
  return issue && [issue.path[0], issue.message];
};

describe("a draft of rules", () => {
  test.each(presetNames)("may be the preset %s as it is", (preset) => {
    expect(PolicyDraft.safeParse({ preset, ...presets[preset] }).success).toBe(true);
  });

  test.each([
    [{ passwordLength: "7" }, ["passwordLength", "policy_length"]],
    [{ passwordLength: "many" }, ["passwordLength", "policy_length"]],
    [{ capitals: "5" }, ["capitals", "policy_signs"]],
    [{ graceDays: "31" }, ["graceDays", "policy_days"]],
    [{ graceDays: "1.5" }, ["graceDays", "policy_days"]],
    [{ idleMinutes: "4" }, ["idleMinutes", "policy_idle"]],
    [{ sessionHours: "25" }, ["sessionHours", "policy_session"]],
    [{ invitationDays: "0" }, ["invitationDays", "policy_invitation"]],
    [{ recovery: [] }, ["recovery", "policy_recovery"]],
  ])("%o is told at its field", (wished, fault) => expect(faultOf(wished)).toEqual(fault));

  test("a password that stands alone is 15 characters or more", () => {
    expect(faultOf({ secondStep: "offered", passwordLength: "14" })).toEqual([
      "passwordLength",
      "policy_length_alone",
    ]);
    expect(faultOf({ secondStep: "offered", passwordLength: "15" })).toBeUndefined();
    expect(faultOf({ secondStep: "required", passwordLength: "8" })).toBeUndefined();
  });

  test.each([{ breachedLists: "off" }, { hashing: "none" }, { tenantId: "x" }, { secondStep: "off" }])(
    "%o is no rule of anybody's",
    (wished) => expect(PolicyDraft.safeParse({ ...modern, ...wished }).success).toBe(false),
  );

  test("is saved only once its effects have been looked at", () => {
    const { success } = PolicySaving.safeParse({ ...modern, seen: "x" });
    expect(success).toBe(false);
    expect(PolicySaving.safeParse({ ...modern, seen: "x", reviewed: "yes" }).success).toBe(true);
  });
});

describe("what is stored", () => {
  test("is the preset, and only what differs from it", () => {
    expect(toStore(modern)).toEqual({ preset: "modern" });
    expect(toStore({ ...modern, graceDays: 14 })).toEqual({ preset: "modern", graceDays: 14 });
    const reordered = { ...modern, recovery: ["support", "backup_code"] as ("support" | "backup_code")[] };
    expect(toStore(reordered)).toEqual({ preset: "modern" });
  });

  test.each(presetNames)("gives the same rules of %s back", (preset) => {
    const wished = { preset, ...presets[preset], graceDays: 3, recovery: ["support" as const] };
    expect(policyOf(toStore(wished))).toEqual(wished);
  });
});

describe("a draft in an address", () => {
  test("comes back as it was", () => {
    const wished = policyOf({ preset: "track", graceDays: 9, recovery: ["text", "support"] });
    const search: Record<string, string | string[]> = {};
    for (const [name, value] of new URLSearchParams(queryOf(wished)))
      search[name] = name in search ? [search[name] ?? [], value].flat() : value;
    expect(draftOfQuery(search)).toEqual(wished);
  });

  test("names only what differs, and one way back as well", () => {
    expect(queryOf(policyOf({ preset: "strict" }))).toBe("preset=strict");
    expect(draftOfQuery({ preset: "modern", recovery: "support" })?.recovery).toEqual(["support"]);
  });

  test.each([
    {},
    { preset: "none" },
    { preset: "modern", passwordLength: "3" },
    { preset: "modern", recovery: "magic" },
  ])("%o is none", (search) => expect(draftOfQuery(search)).toBeNull());
});
