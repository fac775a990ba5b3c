import { describe, expect, test } from "vitest";
import {
  everyPermission,
  isElevated,
  type Permission,
  permissionsOf,
  permissionsOfAll,
  ruleFor,
} from "./permissions";

const roleOf = (builtIn: "owner" | "administrator" | "manager" | "member") => ({ builtIn, permissions: [] });
const ownRole = (...permissions: string[]) => ({ builtIn: null, permissions });
const sorted = (permissions: Iterable<Permission>) => [...permissions].sort();

const all: Permission[] = [
  "activity.export",
  "activity.view",
  "company.edit",
  "migration.run",
  "migration.view",
  "people.changeRoles",
  "people.edit",
  "people.endSessions",
  "people.export",
  "people.invite",
  "people.remove",
  "people.startRecovery",
  "people.suspend",
  "people.view",
  "policy.edit",
  "policy.view",
  "recovery.approve",
  "roles.edit",
  "roles.view",
];

describe("the built-in roles", () => {
  test("an owner may do everything there is", () => {
    expect(sorted(everyPermission)).toEqual(all);
    expect(sorted(permissionsOf(roleOf("owner")))).toEqual(all);
  });

  test("an administrator may do all but change roles' powers and the policy", () => {
    const held = all.filter((one) => one !== "roles.edit" && one !== "policy.edit");
    expect(sorted(permissionsOf(roleOf("administrator")))).toEqual(held);
  });

  test("a manager sees, invites and edits people, and sees the roles", () => {
    const held = ["people.edit", "people.invite", "people.view", "roles.view"];
    expect(sorted(permissionsOf(roleOf("manager")))).toEqual(held);
  });

  test("a member may do nothing", () => {
    expect(permissionsOf(roleOf("member"))).toEqual([]);
  });

  test("hold what is said here, whatever somebody wrote on their row", () => {
    expect(permissionsOf({ builtIn: "member", permissions: ["people.view"] })).toEqual([]);
  });
});

describe("a tenant's own role", () => {
  test("holds what its row names, and nothing that is not in the closed list", () => {
    const role = ownRole("people.view", "people.everything", "toString", "__proto__", "constructor");
    expect(permissionsOf(role)).toEqual(["people.view"]);
    expect([...permissionsOfAll([], role.permissions)]).toEqual(["people.view"]);
  });

  test("adds to the others of the same person", () => {
    const held = permissionsOfAll(["manager"], ["people.export"]);
    expect(sorted(held)).toEqual([
      "people.edit",
      "people.export",
      "people.invite",
      "people.view",
      "roles.view",
    ]);
  });
});

describe("power over others", () => {
  const elevated = [
    "migration.run",
    "people.changeRoles",
    "people.startRecovery",
    "policy.edit",
    "recovery.approve",
    "roles.edit",
  ];

  test("is in exactly these permissions", () => {
    expect(all.filter((one) => ruleFor(one).elevated)).toEqual(elevated);
  });

  test.each(all)("a role with only %s is elevated exactly when that permission is", (permission) => {
    expect(isElevated(ownRole(permission))).toBe(elevated.includes(permission));
  });

  test("owners and administrators have it, managers and members have not", () => {
    expect(isElevated(roleOf("owner"))).toBe(true);
    expect(isElevated(roleOf("administrator"))).toBe(true);
    expect(isElevated(roleOf("manager"))).toBe(false);
    expect(isElevated(roleOf("member"))).toBe(false);
  });

  test("always asks for a fresh proof", () => {
    for (const one of elevated) expect(ruleFor(one as Permission).fresh).toBe(true);
  });
});

test("exactly these ask for a proof of the last five minutes", () => {
  const fresh = all.filter((one) => ruleFor(one).fresh);
  expect(fresh).toEqual([
    "activity.export",
    "migration.run",
    "people.changeRoles",
    "people.export",
    "people.remove",
    "people.startRecovery",
    "people.suspend",
    "policy.edit",
    "recovery.approve",
    "roles.edit",
  ]);
});

test("what only looks cannot write", () => {
  const reading = all.filter((one) => ruleFor(one).mode === "read");
  expect(reading).toEqual(all.filter((one) => /\.(view|export)$/.test(one)));
});
