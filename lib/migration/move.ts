import { sql } from "drizzle-orm";
import type { MovePlan } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { moveLetter } from "@/lib/invitations/move-letter";
import { type Offered, type Terms, termsByHand } from "@/lib/invitations/offered";
import { sendMany } from "@/lib/invitations/send-many";
import { Refusal } from "@/lib/refusal";
import { type PlanFacts, type PlannedAccount, plansOf } from "./plan";
import { companyFacts, planFacts } from "./plan-facts";

/** Who moves accounts invites their people as well. */
export type MoveTx = TenantTx<"people.invite" | "migration.run">;

/** One account with its plan. */
export type Planned = { accountId: string; plan: MovePlan };
/** What became of it: a wished invitation is null when somebody else was first. */
export type Moved = Planned & { invitationId: string | null };

function offeredTo({ plan }: Planned, line: number, { people }: PlanFacts): Offered[] {
  if (plan.outcome !== "invite") return [];
  const person = people.get(plan.personId);
  if (!person?.emailKey) return [];
  const { userName, userNameKey, emailKey, name, roles } = person;
  const named = userName && userNameKey ? { userName, userNameKey } : null;
  const { personId, email, language } = plan;
  return [{ line, personId, email, emailKey, name, named, language, roles }];
}

const markSent = (tx: MoveTx, accountIds: readonly string[]) =>
  tx.execute(sql`update legacy_accounts set sent_at = clock_timestamp()
    where tenant_id = app.tenant_id() and id = any (${sql.param([...accountIds])}::uuid[])`);

/** Their people have an account already: nothing is mailed, and the old secrets go. */
async function markLinked(tx: MoveTx, linked: readonly { accountId: string; personId: string }[]) {
  if (linked.length === 0) return;
  const ids = sql.param(linked.map(({ accountId }) => accountId));
  await tx.execute(sql`update legacy_accounts set moved_at = clock_timestamp(), moved_by = 'linked', sealed_hash = null,
    sealed_totp = null where tenant_id = app.tenant_id() and id = any (${ids}::uuid[]) and moved_at is null`);
  for (const { accountId, personId } of linked)
    record(tx, { action: "legacy.moved", personId, subjectId: accountId, details: { by: "linked" } });
}

/** Does what was planned: mails, links and marks, in a handful of statements. */
export async function carryOut(
  tx: MoveTx,
  planned: readonly Planned[],
  facts: PlanFacts,
  terms: Terms,
): Promise<Moved[]> {
  const offers = planned.flatMap((one, line) => offeredTo(one, line, facts));
  const stored = await sendMany(tx, offers, { ...terms, letter: moveLetter });
  const invitations = new Map(stored.map(({ line, invitationId }) => [line, invitationId]));
  const moved = planned.map((one, line) => ({ ...one, invitationId: invitations.get(line) ?? null }));
  await markSent(
    tx,
    moved.filter(({ invitationId }) => invitationId).map(({ accountId }) => accountId),
  );
  const linked = planned.flatMap(({ accountId, plan }) =>
    plan.outcome === "link" ? [{ accountId, personId: plan.personId }] : [],
  );
  await markLinked(tx, linked);
  return moved;
}

async function accountOf(tx: MoveTx, accountId: string): Promise<PlannedAccount> {
  const [found] = await tx.execute<PlannedAccount>(sql`
    select id, standing, verdict, person_id as "personId" from legacy_accounts
    where tenant_id = app.tenant_id() and id = ${accountId}::uuid`);
  if (!found) throw new Refusal("not_found");
  return found;
}

/** Moves one account, by hand. A reason that would keep it out of a wave is a refusal here. */
export async function moveOne(tx: MoveTx, accountId: string): Promise<Moved> {
  const account = await accountOf(tx, accountId);
  const company = await companyFacts(tx);
  const { tenant } = company;
  const facts = await planFacts(tx, [account], { waveId: null, language: tenant.language }, company);
  const [plan] = plansOf([account], facts);
  if (!plan || plan.outcome === "skip") throw new Refusal("move_kept", { reason: plan?.reason ?? "" });
  const [moved] = await carryOut(tx, [{ accountId, plan }], facts, termsByHand(tenant, null));
  if (!moved || (plan.outcome === "invite" && !moved.invitationId))
    throw new Refusal("move_kept", { reason: "invited" });
  return moved;
}
