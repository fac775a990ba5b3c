import type { About } from "@/db/schema/imports";

export type { About } from "@/db/schema/imports";

import { looksShared } from "@/lib/people/email";
import { PersonName } from "@/lib/people/name";
import { userNameOf } from "@/lib/people/user-name";
import type { PolicyFields } from "@/lib/policy/fields";
import { betterAddress, domainMeant, isLookalike } from "./better-address";
import { type RoleFacts, rolesOfRow } from "./role-of-row";

/** All there is to say about a row, in the order in which the first that holds is said. */
export const verdicts = [
  "left_out",
  "cell_large",
  "no_email",
  "malformed",
  "twice",
  "active",
  "started",
  "suspended",
  "left",
  "invited",
  "dead_address",
  "check_address",
  "check_name",
  "no_role",
  "role_unknown",
  "role_above",
  "user_name",
  "user_name_taken",
  "shared",
  "ready",
] as const;
export type Verdict = (typeof verdicts)[number];

/** Will be invited. */
export const readyVerdicts: readonly Verdict[] = ["ready", "shared"];
/** Nothing to do: somebody is here already, or is in the list once more. */
export const skippedVerdicts: readonly Verdict[] = [
  "twice",
  "active",
  "started",
  "suspended",
  "left",
  "invited",
  "left_out",
];

/** Whether somebody has to correct a row before it can be invited. */
export const needsSomebody = (why: string): boolean =>
  why !== "undone" && ![...readyVerdicts, ...skippedVerdicts].some((one) => one === why);

/** A row as it stands now, corrections included. */
export type Row = {
  line: number;
  email: string;
  emailKey: string | null;
  name: string;
  userName: string | null;
  userNameKey: string | null;
  roleText: string | null;
  roleIds: readonly string[];
  kept: boolean;
  leftOut: boolean;
  isLarge: boolean;
};

export type KnownPerson = {
  id: string;
  name: string;
  state: "active" | "started" | "suspended" | "left" | "invited" | "free";
  /** How the invitation of somebody invited stands. */
  offer: "open" | "expired" | "bounced";
};

/** What the tenant, its people and the rest of the list say. */
export type Facts = RoleFacts & {
  people: ReadonlyMap<string, KnownPerson>;
  /** The first line of each address and of each user name. */
  firstLine: ReadonlyMap<string, number>;
  firstUserName: ReadonlyMap<string, number>;
  userNames: ReadonlyMap<string, { name: string; emailKey: string | null }>;
  /** Addresses at which a mail did not arrive before. */
  dead: ReadonlySet<string>;
  domains: ReadonlySet<string>;
  rule: PolicyFields["userName"];
};

export type Judged = { verdict: Verdict; about: About };
type Found = Judged | null;

const found = (verdict: Verdict, about: About = {}): Judged => ({ verdict, about });

function ofAddress({ email, emailKey }: Row, { domains }: Facts): Found {
  if (email.trim() === "") return found("no_email");
  if (emailKey && !isLookalike(emailKey)) return null;
  const better = betterAddress(email, domains);
  const isSlip = !emailKey && better !== null && /^[\x21-\x7e]+$/.test(email);
  return found(isSlip ? "check_address" : "malformed", better ? { better } : {});
}

function ofList({ line, emailKey }: Row, { firstLine }: Facts): Found {
  const first = firstLine.get(emailKey ?? "");
  return first !== undefined && first < line ? found("twice", { line: first }) : null;
}

function ofPerson({ emailKey }: Row, { people }: Facts): Found {
  const person = people.get(emailKey ?? "");
  if (!person || person.state === "free") return null;
  const { id, name, state, offer } = person;
  return found(state, { name, person: id, ...(state === "invited" && { offer }) });
}

const ofDeath = ({ emailKey }: Row, { dead }: Facts): Found =>
  dead.has(emailKey ?? "") ? found("dead_address") : null;

/** A likely slip is asked about once; whoever keeps it has said so. */
function ofSlip({ email, emailKey, kept }: Row, { domains }: Facts): Found {
  const domain = emailKey?.slice(emailKey.lastIndexOf("@") + 1) ?? "";
  if (kept || !domainMeant(domain, domains)) return null;
  const better = betterAddress(email, domains);
  return better ? found("check_address", { better }) : null;
}

const ofName = ({ name }: Row): Found =>
  name === "" || PersonName.safeParse(name).success ? null : found("check_name");

function ofRoles(row: Row, facts: Facts): Found {
  const { fault, role } = rolesOfRow(row, facts);
  return fault ? found(fault, role === undefined ? {} : { role }) : null;
}

/** Somebody else's: of the tenant, or further up in the list. */
function takenBy(userNameKey: string, { line, emailKey }: Row, { userNames, firstUserName }: Facts): Found {
  const other = userNames.get(userNameKey);
  if (other && other.emailKey !== emailKey) return found("user_name_taken", { name: other.name });
  const first = firstUserName.get(userNameKey) ?? line;
  return first < line ? found("user_name_taken", { line: first }) : null;
}

function ofUserName(row: Row, facts: Facts): Found {
  const { email, userName } = row;
  const named = userNameOf({ userName: userName ?? undefined, email, rule: facts.rule });
  if (typeof named === "string") return found("user_name", { why: named });
  if (named) return takenBy(named.userNameKey, row, facts);
  return userName ? found("user_name", { why: "user_name_characters" }) : null;
}

const rules = [ofAddress, ofList, ofPerson, ofDeath, ofSlip, ofName, ofRoles, ofUserName] as const;

/** What becomes of a row, given the facts. */
export function judge(row: Row, facts: Facts): Judged {
  if (row.leftOut) return found("left_out");
  if (row.isLarge) return found("cell_large");
  for (const rule of rules) {
    const said = rule(row, facts);
    if (said) return said;
  }
  return found(looksShared(row.email) ? "shared" : "ready");
}
