import { eq, sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import { waves } from "@/db/schema/legacy";
import { env } from "@/lib/env";
import { record } from "@/lib/events/record";
import { secondsFromNow } from "@/lib/time";
import { carryOut, type Moved, type MoveTx, type Planned } from "./move";
import { type PlannedAccount, plansOf } from "./plan";
import { companyFacts, planFacts } from "./plan-facts";
import { plannedColumns } from "./wave-choice";
import { type Wave, waveOf } from "./waves";

export const WAVE_BATCH = 500;

const nextAccounts = (tx: MoveTx, waveId: string, most: number) =>
  tx.execute<PlannedAccount>(sql`
    select ${plannedColumns} from wave_accounts w join legacy_accounts a on a.tenant_id = w.tenant_id and a.id = w.account_id
    where w.tenant_id = app.tenant_id() and w.wave_id = ${waveId}::uuid and w.state = 'todo'
    order by w.place ${atMost(most)}`);

/**
 * The person, their roles and the account as they are now, written down by the database itself: its moments are finer
 * than a Date. An account whose way in is closed for it alone stays closed, so that is not part of it. Found one by one,
 * each by its key: of a list that has just been read nobody has counted the rows yet, and a join would go through all.
 */
async function keepBefore(tx: MoveTx, waveId: string, planned: readonly Planned[]): Promise<void> {
  const ids = planned.flatMap(({ accountId, plan }) => (plan.outcome === "invite" ? [accountId] : []));
  if (ids.length === 0) return;
  await tx.execute(sql`
    with was as materialized (
      select a.id, a.person_id, jsonb_build_object('person', p.row, 'roleIds', p.role_ids, 'account', a.row) as before
      from unnest(${sql.param(ids)}::uuid[]) as wanted(id)
      cross join lateral (select a.id, a.person_id, jsonb_build_object('name', a.name, 'email', a.email,
          'email_key', a.email_key, 'phone', a.phone, 'kept', a.kept, 'verdict', a.verdict, 'about', a.about,
          'person_id', a.person_id, 'made_person', a.made_person, 'sent_at', a.sent_at) as row
        from legacy_accounts a where a.tenant_id = app.tenant_id() and a.id = wanted.id limit 1) a
      cross join lateral (select to_jsonb(p) as row, to_jsonb(array(select pr.role_id from person_roles pr
          where pr.tenant_id = p.tenant_id and pr.person_id = p.id)) as role_ids
        from people p where p.tenant_id = app.tenant_id() and p.id = a.person_id limit 1) p)
    update wave_accounts w set person_id = was.person_id, before = was.before from was
    where w.tenant_id = app.tenant_id() and w.wave_id = ${waveId}::uuid and w.account_id = was.id`);
}

type Outcome = { accountId: string; state: string; reason: string | null; invitationId: string | null };

function outcomeOf({ accountId, plan, invitationId }: Moved): Outcome {
  const none = { accountId, invitationId: null };
  if (plan.outcome === "skip") return { ...none, state: "skipped", reason: plan.reason };
  if (plan.outcome === "link") return { ...none, state: "linked", reason: null };
  if (invitationId) return { accountId, invitationId, state: "sent", reason: null };
  return { ...none, state: "failed", reason: "invited" };
}

const markDone = (tx: MoveTx, waveId: string, outcomes: readonly Outcome[]) =>
  tx.execute(sql`
    update wave_accounts w set done_at = clock_timestamp(), state = r.state, reason = r.reason,
      invitation_id = r."invitationId"
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as r("accountId" uuid, state text, reason text, "invitationId" uuid)
    where w.tenant_id = app.tenant_id() and w.wave_id = ${waveId}::uuid and w.account_id = r."accountId"`);

async function moveThese(tx: MoveTx, of: Wave, accounts: readonly PlannedAccount[]): Promise<void> {
  const company = await companyFacts(tx);
  const facts = await planFacts(tx, accounts, { waveId: of.id, language: of.language }, company);
  const plans = plansOf(accounts, facts);
  const planned = accounts.flatMap(({ id }, index) => {
    const plan = plans[index];
    return plan ? [{ accountId: id, plan }] : [];
  });
  await keepBefore(tx, of.id, planned);
  const sendAfter = secondsFromNow(env().SEND_DELAY_SECONDS, of.startedAt ?? undefined);
  const terms = { tenant: company.tenant, days: null, sendAfter, note: of.note, byHand: false };
  await markDone(tx, of.id, (await carryOut(tx, planned, facts, terms)).map(outcomeOf));
}

async function finish(tx: MoveTx, of: Wave): Promise<void> {
  await tx
    .update(waves)
    .set({ state: "done", finishedAt: sql`clock_timestamp()` })
    .where(eq(waves.id, of.id));
  const [row] = await tx.execute<{ mailed: number; linked: number }>(sql`
    select count(*) filter (where state = 'sent')::int as mailed, count(*) filter (where state = 'linked')::int as linked
    from wave_accounts where tenant_id = app.tenant_id() and wave_id = ${of.id}::uuid and state in ('sent', 'linked')`);
  record(tx, {
    action: "wave.finished",
    subjectId: of.id,
    details: { number: of.number, mailed: row?.mailed ?? 0, linked: row?.linked ?? 0 },
  });
}

/** Moves the next few hundred, all or nothing; says whether there may be more. */
export async function takeWaveBatch(tx: MoveTx, waveId: string, most = WAVE_BATCH): Promise<boolean> {
  const of = await waveOf(tx, waveId);
  if (of.state !== "running") return false;
  let taken = most;
  // Accounts that only stay behind leave nothing in the log: they come along with the next that moves.
  while (taken === most && tx.notes.length === 0) {
    const accounts = await nextAccounts(tx, waveId, most);
    if (accounts.length > 0) await moveThese(tx, of, accounts);
    taken = accounts.length;
  }
  if (taken === most) return true;
  await finish(tx, of);
  return false;
}
