import { type SQL, sql } from "drizzle-orm";
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
  /** Whether its old password could be read. */
  hashed: boolean;
  plan: MovePlan;
  /** Whether the invitation gives power over others. */
  elevated: boolean;
};

type Found = Omit<DryLine, "plan" | "elevated">;
type Of = { choice: WaveChoice; language: "en" | "nl"; waveId: string | null; most: number };
type Options = { language?: "en" | "nl" | undefined; waveId?: string; most?: number | undefined };

/** Each branch walks one index in the order of names; picked ones, a hundred at most, are found by their keys. */
const branches = ({ accountIds }: WaveChoice): { from: SQL; where: SQL }[] =>
  accountIds
    ? [
        {
          from: sql`unnest(${sql.param(accountIds)}::uuid[]) picked(id) cross join lateral (
            select p.id, p.tenant_id, p.standing, p.verdict, p.person_id, p.name, p.email, p.old_user_name, p.office, p.source, p.hash_scheme
            from legacy_accounts p where p.tenant_id = app.tenant_id() and p.id = picked.id limit 1) a`,
          where: sql`true`,
        },
      ]
    : (["ready", "waits"] as const).map((standing) => ({
        from: sql`legacy_accounts a`,
        where: sql`a.standing = ${standing}`,
      }));

function nextChosen(tx: TenantTx, { choice, most }: Of, after: Found | null) {
  const beyond = after ? sql`(a.name, a.id) > (${after.name}::text, ${after.id}::uuid)` : sql`true`;
  const parts = branches(choice).map(
    ({ from, where }) => sql`(
      select ${plannedColumns}, a.name, a.email, a.old_user_name as "oldUserName", a.office,
        a.hash_scheme is not null as hashed from ${from}
      where ${chosenBy(choice)} and ${where} and ${beyond} order by a.name, a.id ${atMost(most)})`,
  );
  return tx.execute<Found>(
    sql`select * from (${sql.join(parts, sql` union all `)}) u order by name, id ${atMost(most)}`,
  );
}

const peopleOf = (found: readonly Found[]) =>
  sql.param(found.flatMap(({ personId }) => (personId === null ? [] : [personId])));

/** Whom of these an account of an earlier part brings the invitation; nobody has to remember them all. */
async function invitedBefore(
  tx: TenantTx,
  found: readonly Found[],
  after: Found | null,
  { choice, waveId }: Of,
): Promise<Set<string>> {
  if (!after) return new Set();
  const rows = await tx.execute<{ id: string }>(sql`
    select a.person_id as id from legacy_accounts a
    where ${chosenBy(choice)} and a.standing = 'ready' and a.person_id = any (${peopleOf(found)}::uuid[])
      and (a.name, a.id) <= (${after.name}::text, ${after.id}::uuid)
      and not exists (select 1 from wave_accounts o where o.tenant_id = a.tenant_id and o.account_id = a.id
        and o.state in ('todo', 'sent') and o.wave_id is distinct from ${waveId}::uuid)`);
  return new Set(rows.map(({ id }) => id));
}

const isElevated = (plan: MovePlan, { people }: PlanFacts) =>
  plan.outcome === "invite" && (people.get(plan.personId)?.roles.some(({ elevated }) => elevated) ?? false);

/** These accounts with what becomes of each. */
async function linesOf(
  tx: TenantTx,
  found: readonly Found[],
  after: Found | null,
  company: CompanyFacts,
  of: Of,
): Promise<DryLine[]> {
  const facts = await planFacts(tx, found, of, company);
  const plans = plansOf(found, facts, await invitedBefore(tx, found, after, of));
  return found.flatMap((account, index) => {
    const plan = plans[index];
    return plan ? [{ ...account, plan, elevated: isElevated(plan, facts) }] : [];
  });
}

/**
 * What a wave over these accounts would do, account by account, by name as the run goes. Changes nothing. It comes in
 * parts, so that nobody has to hold a whole staff in memory; `waveId` is the wave that takes each part in between.
 */
export async function* dryRun(
  tx: TenantTx,
  choice: WaveChoice,
  { language, waveId, most = AT_ONCE }: Options = {},
): AsyncGenerator<DryLine[]> {
  const company = await companyFacts(tx);
  const of = { choice, language: language ?? company.tenant.language, waveId: waveId ?? null, most };
  let after: Found | null = null;
  do {
    const found: readonly Found[] = await nextChosen(tx, of, after);
    yield await linesOf(tx, found, after, company, of);
    after = found.length === most ? (found.at(-1) ?? null) : null;
  } while (after);
}

export type DryNumbers = Record<"all" | "invite" | "link" | "skip" | "elevated" | "ready", number> & {
  /** Of those that are ready, how many stay behind for which reason. */
  held: Record<string, number>;
};

export const noNumbers = (): DryNumbers => ({
  ...{ all: 0, invite: 0, link: 0, skip: 0, elevated: 0, ready: 0 },
  held: {},
});

function countReady({ held }: DryNumbers, { plan }: DryLine): void {
  if (plan.outcome === "skip") held[plan.reason] = (held[plan.reason] ?? 0) + 1;
}

export function countIn(numbers: DryNumbers, lines: readonly DryLine[]): void {
  for (const line of lines) {
    numbers.all += 1;
    numbers[line.plan.outcome] += 1;
    if (line.elevated) numbers.elevated += 1;
    if (line.standing !== "ready") continue;
    numbers.ready += 1;
    countReady(numbers, line);
  }
}

/** The numbers of a dry run alone. */
export async function dryNumbers(tx: TenantTx, choice: WaveChoice): Promise<DryNumbers> {
  const numbers = noNumbers();
  for await (const lines of dryRun(tx, choice)) countIn(numbers, lines);
  return numbers;
}
