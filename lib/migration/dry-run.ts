import { sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import type { MovePlan, WaveChoice } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { type PlanFacts, type PlannedAccount, plansOf } from "./plan";
import { type CompanyFacts, companyFacts, planFacts } from "./plan-facts";
import { chosenBy, plannedColumns } from "./wave-choice";

/** Larger than a wave's own batches, for nothing is written: the plan does not depend on it. */
const AT_ONCE = 2000;

export type DryLine = PlannedAccount & {
  name: string;
  email: string;
  oldUserName: string;
  office: string;
  plan: MovePlan;
  /** Whether the invitation gives power over others. */
  elevated: boolean;
};

type Found = Omit<DryLine, "plan" | "elevated">;

const nextChosen = (tx: TenantTx, choice: WaveChoice, after: string | null) =>
  tx.execute<Found>(sql`
    select ${plannedColumns}, a.name, a.email, a.old_user_name as "oldUserName", a.office from legacy_accounts a
    where ${chosenBy(choice)} and (${after}::uuid is null or a.id > ${after}::uuid) order by a.id ${atMost(AT_ONCE)}`);

const isElevated = (plan: MovePlan, { people }: PlanFacts) =>
  plan.outcome === "invite" && (people.get(plan.personId)?.roles.some(({ elevated }) => elevated) ?? false);

/** The next accounts with what becomes of each; `invited` remembers whose mail an earlier one brings. */
async function nextLines(
  tx: TenantTx,
  found: readonly Found[],
  company: CompanyFacts,
  { language, invited }: { language: "en" | "nl"; invited: Set<string> },
): Promise<DryLine[]> {
  const facts = await planFacts(tx, found, { waveId: null, language }, company);
  const plans = plansOf(found, facts, invited);
  return found.flatMap((account, index) => {
    const plan = plans[index];
    return plan ? [{ ...account, plan, elevated: isElevated(plan, facts) }] : [];
  });
}

/**
 * What a wave over these accounts would do, account by account, in the order of the run. Changes nothing.
 * It comes in parts, so that nobody has to hold a whole staff in memory.
 */
export async function* dryRun(
  tx: TenantTx,
  choice: WaveChoice,
  language?: "en" | "nl",
): AsyncGenerator<DryLine[]> {
  const company = await companyFacts(tx);
  const of = { language: language ?? company.tenant.language, invited: new Set<string>() };
  let after: string | null = null;
  do {
    const found: readonly Found[] = await nextChosen(tx, choice, after);
    yield await nextLines(tx, found, company, of);
    after = found.length === AT_ONCE ? (found.at(-1)?.id ?? null) : null;
  } while (after);
}

export type DryNumbers = Record<"all" | "invite" | "link" | "skip" | "elevated", number>;

export const noNumbers = (): DryNumbers => ({ all: 0, invite: 0, link: 0, skip: 0, elevated: 0 });

export function countIn(numbers: DryNumbers, lines: readonly DryLine[]): void {
  for (const { plan, elevated } of lines) {
    numbers.all += 1;
    numbers[plan.outcome] += 1;
    if (elevated) numbers.elevated += 1;
  }
}

/** The numbers of a dry run alone. */
export async function dryNumbers(tx: TenantTx, choice: WaveChoice): Promise<DryNumbers> {
  const numbers = noNumbers();
  for await (const lines of dryRun(tx, choice)) countIn(numbers, lines);
  return numbers;
}
