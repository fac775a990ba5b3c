import type { MovePlan } from "@/db/schema/legacy";
import type { Role } from "@/lib/roles/grantable";
import type { Standing } from "./counts";

/** An old account, as far as its move depends on it. */
export type PlannedAccount = {
  id: string;
  standing: Standing;
  verdict: string;
  personId: string | null;
};

export type PlannedPerson = {
  id: string;
  name: string;
  email: string | null;
  emailKey: string | null;
  userName: string | null;
  userNameKey: string | null;
  language: "en" | "nl" | null;
  /** `people.stage`. */
  stage: string;
  roles: readonly Role[];
};

export type PlanFacts = {
  people: ReadonlyMap<string, PlannedPerson>;
  /** Addresses at which a mail did not arrive before. */
  dead: ReadonlySet<string>;
  /** Roles that whoever moves may give. */
  grantable: ReadonlySet<string>;
  /** Accounts that another wave has in hand. */
  elsewhere: ReadonlySet<string>;
  /** Of people who have none of their own. */
  language: "en" | "nl";
};

const skip = (reason: string): MovePlan => ({ outcome: "skip", reason });

/** Where somebody stands who cannot be invited any more, or is already. */
const stages: Record<string, (personId: string) => MovePlan> = {
  started: (personId) => ({ outcome: "link", personId }),
  active: (personId) => ({ outcome: "link", personId }),
  suspended: () => skip("suspended"),
  left: () => skip("left"),
  invited: () => skip("invited"),
  bounced: () => skip("invited"),
};

function ofAccount({ id, standing, verdict, personId }: PlannedAccount, facts: PlanFacts): MovePlan | null {
  if (standing !== "ready" && standing !== "waits") return skip(standing);
  if (facts.elsewhere.has(id)) return skip("other_wave");
  if (verdict !== "ready") return skip(verdict);
  return personId ? null : skip("no_person");
}

function ofRoles({ roles }: PlannedPerson, { grantable }: PlanFacts): MovePlan | null {
  if (roles.length === 0) return skip("no_role");
  return roles.every(({ id }) => grantable.has(id)) ? null : skip("role_above");
}

function ofPerson(person: PlannedPerson, facts: PlanFacts): MovePlan {
  const settled = stages[person.stage]?.(person.id);
  if (settled) return settled;
  const { id: personId, email, emailKey, language } = person;
  if (!email || !emailKey) return skip("no_email");
  if (facts.dead.has(emailKey)) return skip("dead_address");
  return (
    ofRoles(person, facts) ?? { outcome: "invite", personId, email, language: language ?? facts.language }
  );
}

/** What becomes of one account when it is moved; the first reason that holds keeps it back. */
export function planOf(account: PlannedAccount, facts: PlanFacts): MovePlan {
  const kept = ofAccount(account, facts);
  if (kept) return kept;
  const person = facts.people.get(account.personId ?? "");
  return person ? ofPerson(person, facts) : skip("no_person");
}

/**
 * One after the other, as they are moved: of two old accounts of one person the first brings the invitation.
 * `invited` are those to whom one before these brings it.
 */
export function plansOf(
  accounts: readonly PlannedAccount[],
  facts: PlanFacts,
  invited = new Set<string>(),
): MovePlan[] {
  return accounts.map((account) => {
    const plan = planOf(account, facts);
    if (plan.outcome !== "invite") return plan;
    if (invited.has(plan.personId)) return skip("invited");
    invited.add(plan.personId);
    return plan;
  });
}
