import { describe, expect, test } from "vitest";
import type { Role } from "@/lib/roles/grantable";
import { judge } from "./judge";
import { type Account, type CheckFacts, type Verdict, verdicts } from "./verdicts";

const member: Role = { id: "member", name: "Member", builtIn: "member", elevated: false };
const owner: Role = { id: "owner", name: "Owner", builtIn: "owner", elevated: true };

const facts = (change: Partial<CheckFacts> = {}): CheckFacts => ({
  firsts: new Map(),
  people: new Map(),
  named: new Map(),
  signingIn: new Map(),
  userNames: new Map(),
  roles: new Map([
    ["planner", [member]],
    ["chef", [owner]],
  ]),
  fallback: [member],
  grantable: new Set(["member"]),
  domains: new Set(["linde.test"]),
  rule: "optional",
  ...change,
});

const account = (change: Partial<Account> = {}): Account => ({
  id: "1",
  office: "Zuid",
  oldUserName: "anna",
  name: "Anna de Vries",
  email: "anna@linde.test",
  emailKey: "anna@linde.test",
  phone: null,
  isActive: true,
  roleText: null,
  roleKey: null,
  kept: false,
  isLeftOut: false,
  personId: null,
  madePerson: false,
  about: {},
  ...change,
});

const bea = { id: "p1", name: "Bea" };
const first = { id: "0", office: "Zuid", name: "Anna", oldUserName: "a" };
const at = <T>(one: T) => new Map([["anna@linde.test", one]]);

type Case = [Verdict, string, Partial<Account>, Partial<CheckFacts>, object];

const cases: Case[] = [
  ["left_out", "that somebody left out", { isLeftOut: true, email: "" }, {}, {}],
  ["cell_large", "with a cell too long", { about: { large: 1 } }, {}, {}],
  ["hash_unknown", "of a scheme nobody knows", { about: { scheme: "argon2i" } }, {}, {}],
  ["no_email", "without an address", { email: "", emailKey: null }, {}, {}],
  [
    "malformed",
    "with a broken address",
    { email: "anna@linde,test", emailKey: null },
    {},
    { better: "anna@linde.test" },
  ],
  [
    "malformed",
    "with letters that only look like ours",
    { email: "anna@lіnde.test", emailKey: "anna@xn--lnde-l9d.test" },
    {},
    {},
  ],
  ["duplicate", "of an address that is there in its office", {}, { firsts: at([first]) }, { other: "0" }],
  [
    "two_offices",
    "of an address of another office",
    { office: "Noord" },
    { firsts: at([first]) },
    { other: "0", office: "Zuid" },
  ],
  ["inactive", "that was switched off", { isActive: false }, {}, {}],
  [
    "check_address",
    "with a slip in its address",
    { email: "anna@lidne.test", emailKey: "anna@lidne.test" },
    {},
    { better: "anna@linde.test" },
  ],
  ["check_name", "with a name that cannot be shown", { name: "An\u202Ena" }, {}, {}],
  ["role_unknown", "with a role nobody has explained", { roleText: "Beheer", roleKey: "beheer" }, {}, {}],
  [
    "role_above",
    "with a role above its importer",
    { roleText: "Chef", roleKey: "chef" },
    {},
    { role: "Owner" },
  ],
  [
    "already_person",
    "of somebody with this address",
    {},
    { people: at(bea) },
    { person: "p1", how: "address" },
  ],
  [
    "already_person",
    "of somebody with this name",
    {},
    { named: new Map([["Anna de Vries", bea]]) },
    { person: "p1", how: "name" },
  ],
  ["signs_in_here", "of a colleague's address", {}, { signingIn: at(bea) }, { person: "p1" }],
  [
    "user_name",
    "whose address is another's user name",
    {},
    { rule: "equals_email", userNames: at(bea) },
    { person: "p1" },
  ],
  ["shared", "of a mailbox of several", { email: "info@linde.test", emailKey: "info@linde.test" }, {}, {}],
  ["ready", "that is sound", {}, {}, {}],
];

describe("H3 an old account", () => {
  test.each(cases)("H3 %s: %s", (verdict, _what, change, known, about) => {
    const said = judge(account(change), facts(known));
    expect(said.verdict).toBe(verdict);
    expect(said.about).toMatchObject(about);
  });

  test("H3 each verdict is said of something", () => {
    expect(new Set(cases.map(([verdict]) => verdict))).toEqual(new Set(verdicts));
  });

  test.each([
    ["switched off", { isActive: false }],
    ["shared", { email: "info@linde.test", emailKey: "info@linde.test" }],
    ["with a likely slip", { email: "anna@lidne.test", emailKey: "anna@lidne.test" }],
  ])("H3 is ready once somebody keeps it although it is %s", (_what, change) => {
    expect(judge(account({ ...change, kept: true }), facts()).verdict).toBe("ready");
  });

  test("H12 linked to a person by hand, that person's address and name count", () => {
    const linked = account({
      personId: "p1",
      email: "",
      emailKey: null,
      name: "x".repeat(300),
      roleKey: "beheer",
    });
    expect(judge({ ...linked, name: "Anna" }, facts({ named: new Map([["Anna", bea]]) })).verdict).toBe(
      "ready",
    );
  });

  test("H13 is kept apart from somebody of the same name once somebody says so, never from one with its address", () => {
    const kept = account({ kept: true });
    expect(judge(kept, facts({ named: new Map([["Anna de Vries", bea]]) })).verdict).toBe("ready");
    expect(judge(kept, facts({ people: at(bea) })).verdict).toBe("already_person");
  });

  test("H3 its own person is nobody else", () => {
    const own = account({ personId: "p1", madePerson: true });
    expect(judge(own, facts({ people: at(bea), signingIn: at(bea), userNames: at(bea) })).verdict).toBe(
      "ready",
    );
  });

  test("H3 1,000 accounts with twelve kinds of faults: each is told as its kind, and the sound ones are ready", () => {
    const kinds = cases.filter(([verdict]) => verdict !== "ready").slice(0, 12);
    const counts = new Map<Verdict, number>();
    for (let n = 0; n < 1000; n++) {
      const kind = n % 5 === 0 ? kinds[(n / 5) % kinds.length] : undefined;
      const [wanted = "ready", , change = {}, known = {}] = kind ?? [];
      const { verdict } = judge(account({ id: String(n + 10), ...change }), facts(known));
      expect(verdict).toBe(wanted);
      counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    }
    expect(counts.get("ready")).toBe(800);
  });
});
