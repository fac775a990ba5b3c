import { userNameOf } from "@/lib/people/user-name";
import type { Role } from "@/lib/roles/grantable";
import type { Account, CheckFacts } from "./verdicts";

/** Linked by hand: the person's own address and name count. */
export const isLinked = ({ personId, madePerson }: Account) => personId !== null && !madePerson;

/** The roles of an account; null where nobody has said yet what its word means here. */
export const rolesOf = ({ roleKey }: Account, { roles, fallback }: CheckFacts): readonly Role[] | null =>
  roleKey === null ? fallback : (roles.get(roleKey) ?? null);

/** What is stored as the user name: as the policy has it, else the old one where nobody else has it. */
export function namedIn(account: Account, { rule, userNames }: CheckFacts) {
  const { email, oldUserName, personId } = account;
  const wanted = rule === "equals_email" ? undefined : oldUserName;
  const named = userNameOf({ userName: wanted, email, rule });
  if (named === null || typeof named === "string") return null;
  const other = userNames.get(named.userNameKey);
  return other && other.id !== personId ? null : named;
}
