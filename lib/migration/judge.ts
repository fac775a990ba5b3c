import type { AboutAccount } from "@/db/schema/legacy";
import { betterAddress, domainMeant, isLookalike } from "@/lib/imports/better-address";
import { looksShared } from "@/lib/people/email";
import { PersonName } from "@/lib/people/name";
import { isLinked, namedIn, rolesOf } from "./person-of-account";
import type { Account, CheckFacts, First, Judged, Known, Verdict } from "./verdicts";

type Found = Judged | null;

const found = (verdict: Verdict, about: AboutAccount = {}): Judged => ({ verdict, about });

function ofList({ about }: Account): Found {
  if (about["large"]) return found("cell_large");
  return about["scheme"] === undefined ? null : found("hash_unknown");
}

function ofAddress(account: Account, { domains }: CheckFacts): Found {
  const { email, emailKey } = account;
  if (isLinked(account)) return null;
  if (email.trim() === "") return found("no_email");
  if (emailKey && !isLookalike(emailKey)) return null;
  const better = betterAddress(email, domains);
  return found("malformed", better ? { better } : {});
}

const aboutFirst = ({ id, name, oldUserName, office }: First): AboutAccount => ({
  other: id,
  name: name || oldUserName,
  ...(office !== "" && { office }),
});

/** Whoever had the address first keeps it; in one office it is asked about as the same account twice. */
function ofOthers(account: Account, { firsts }: CheckFacts): Found {
  if (isLinked(account)) return null;
  const all = firsts.get(account.emailKey ?? "") ?? [];
  const here = all.find(({ office }) => office === account.office);
  if (here && here.id !== account.id) return found("duplicate", aboutFirst(here));
  const [first] = all;
  return first && first.id !== account.id ? found("two_offices", aboutFirst(first)) : null;
}

const ofActivity = ({ isActive, kept }: Account): Found => (isActive || kept ? null : found("inactive"));

function ofSlip(account: Account, { domains }: CheckFacts): Found {
  const { email, emailKey, kept } = account;
  const domain = emailKey?.slice(emailKey.lastIndexOf("@") + 1) ?? "";
  if (kept || isLinked(account) || !domainMeant(domain, domains)) return null;
  const better = betterAddress(email, domains);
  return better ? found("check_address", { better }) : null;
}

const ofName = ({ name }: Account): Found =>
  name === "" || PersonName.safeParse(name).success ? null : found("check_name");

function ofRoles(account: Account, facts: CheckFacts): Found {
  if (isLinked(account)) return null;
  const roles = rolesOf(account, facts);
  if (!roles) return found("role_unknown");
  const above = roles.find(({ id }) => !facts.grantable.has(id));
  return above ? found("role_above", { role: above.name }) : null;
}

const aboutPerson = ({ id, name }: Known, how: string): AboutAccount => ({ person: id, name, how });

/** Somebody who is here already, by the address or by the name: a proposal, and never done by itself. */
function ofPerson(account: Account, { people, named }: CheckFacts): Found {
  if (isLinked(account)) return null;
  const same = people.get(account.emailKey ?? "");
  if (same && same.id !== account.personId) return found("already_person", aboutPerson(same, "address"));
  if (account.kept || account.personId) return null;
  const namesake = named.get(account.name);
  return namesake ? found("already_person", aboutPerson(namesake, "name")) : null;
}

function ofColleague(account: Account, { signingIn }: CheckFacts): Found {
  const one = signingIn.get(account.emailKey ?? "");
  if (!one || isLinked(account) || one.id === account.personId) return null;
  return found("signs_in_here", aboutPerson(one, "signs_in"));
}

function ofUserName(account: Account, facts: CheckFacts): Found {
  if (facts.rule !== "equals_email" || isLinked(account) || namedIn(account, facts)) return null;
  const other = facts.userNames.get(account.emailKey ?? "");
  return found("user_name", other ? aboutPerson(other, "user_name") : {});
}

const ofMailbox = ({ email, kept }: Account): Found => (!kept && looksShared(email) ? found("shared") : null);

const rules = [
  ofList,
  ofAddress,
  ofOthers,
  ofActivity,
  ofSlip,
  ofName,
  ofRoles,
  ofPerson,
  ofColleague,
  ofUserName,
] as const;

/** What is to be said of an old account, given the facts. */
export function judge(account: Account, facts: CheckFacts): Judged {
  if (account.isLeftOut) return found("left_out");
  for (const rule of rules) {
    const said = rule(account, facts);
    if (said) return said;
  }
  return (isLinked(account) ? null : ofMailbox(account)) ?? found("ready");
}
