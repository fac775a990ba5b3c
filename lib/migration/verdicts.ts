import type { AboutAccount } from "@/db/schema/legacy";
import type { PolicyFields } from "@/lib/policy/fields";
import type { Role } from "@/lib/roles/grantable";
import type { OldRow } from "./old-row";

/** All there is to say about an old account, in the order in which the first that holds is said. */
export const verdicts = [
  "left_out",
  "cell_large",
  "hash_unknown",
  "no_email",
  "malformed",
  "duplicate",
  "two_offices",
  "inactive",
  "check_address",
  "check_name",
  "role_unknown",
  "role_above",
  "already_person",
  "signs_in_here",
  "user_name",
  "shared",
  "ready",
] as const;
export type Verdict = (typeof verdicts)[number];

/** Needs somebody; `unread` is none of these: a job will say. */
export type Waiting = Exclude<Verdict, "left_out" | "ready">;

/** What somebody has to decide. */
export const waiting = verdicts.filter((one): one is Waiting => one !== "left_out" && one !== "ready");

/** An old account as it stands now, corrections included. */
export type Account = Pick<
  OldRow,
  "office" | "oldUserName" | "name" | "email" | "emailKey" | "phone" | "isActive" | "roleText" | "roleKey"
> & {
  id: string;
  kept: boolean;
  isLeftOut: boolean;
  personId: string | null;
  madePerson: boolean;
  about: AboutAccount;
};

export type First = { id: string; office: string; name: string; oldUserName: string };
export type Known = { id: string; name: string };

/** What the tenant, its people and its other old accounts say. */
export type CheckFacts = {
  /** For each address, the account that had it first in each office; the first of all comes first. */
  firsts: ReadonlyMap<string, readonly First[]>;
  people: ReadonlyMap<string, Known>;
  /** People who came without an old account, by their name. */
  named: ReadonlyMap<string, Known>;
  /** Colleagues who sign in by an address. */
  signingIn: ReadonlyMap<string, Known>;
  userNames: ReadonlyMap<string, Known>;
  roles: ReadonlyMap<string, readonly Role[]>;
  /** Of an account whose old system names no role. */
  fallback: readonly Role[];
  grantable: ReadonlySet<string>;
  domains: ReadonlySet<string>;
  rule: PolicyFields["userName"];
};

export type Judged = { verdict: Verdict; about: AboutAccount };
