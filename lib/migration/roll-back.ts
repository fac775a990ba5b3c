import { eq, sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import { waves } from "@/db/schema/legacy";
import { record } from "@/lib/events/record";
import { grantableRoles } from "@/lib/roles/grantable";
import { holdsOther } from "@/lib/roles/holds-other";
import type { MoveTx } from "./move";
import { waveOf } from "./waves";

const BACK_BATCH = 500;

type Back = { accountId: string; personId: string; invitationId: string; number: string };

const mayGive = async (tx: MoveTx) => (await grantableRoles(tx, tx.actor.permissions)).map(({ id }) => id);

/**
 * Those whose mail went out and whose people have not activated; who has does not come back this way, nor does one
 * whose earlier address or user name is somebody else's by now, or who may do more than whoever rolls back.
 */
const nextBack = async (tx: MoveTx, waveId: string, most: number) =>
  tx.execute<Back>(sql`
    select w.account_id as "accountId", w.person_id as "personId", w.invitation_id as "invitationId", i.number
    from wave_accounts w join people p on p.tenant_id = w.tenant_id and p.id = w.person_id
      join invitations i on i.tenant_id = w.tenant_id and i.id = w.invitation_id
    where w.tenant_id = app.tenant_id() and w.wave_id = ${waveId}::uuid and w.state = 'sent' and w.standing <> 'moved'
      and w.before is not null and p.identity_id is null and i.accepted_at is null
      and not exists (select 1 from people o where o.tenant_id = p.tenant_id and o.id <> p.id
        and (o.email_key = w.before -> 'person' ->> 'email_key' or o.user_name_key = w.before -> 'person' ->> 'user_name_key'))
      and not ${holdsOther({ tenantId: sql`p.tenant_id`, personId: sql`p.id` }, await mayGive(tx))}
    order by w.place ${atMost(most)} for no key update of p`);

/**
 * Every open offer to them ends with its links and codes, and mails that have not left do not leave. It ends in the
 * very moment that the accounts go back: so it is told from one that somebody had withdrawn before (`wasWithdrawn`).
 */
async function endOffers(tx: MoveTx, people: ReturnType<typeof sql.param>): Promise<void> {
  await tx.execute(sql`
    with ended as (
      update invitations set withdrawn_at = now()
      where tenant_id = app.tenant_id() and person_id = any (${people}::uuid[]) and accepted_at is null
        and withdrawn_at is null and declined_at is null returning id),
    dead as (
      update tokens t set ended_at = clock_timestamp(), ended_why = 'withdrawn' from ended
      where t.subject_id = ended.id and t.purpose = 'invitation' and t.ended_at is null and t.spent_at is null),
    codes as (
      update activation_codes c set ended_at = clock_timestamp() from ended
      where c.tenant_id = app.tenant_id() and c.invitation_id = ended.id and c.ended_at is null and c.spent_at is null)
    update messages m set state = 'cancelled', sealed = null from ended
    where m.tenant_id = app.tenant_id() and m.subject_id = ended.id and m.state = 'queued'`);
}

/** A role that was taken away since, and that whoever rolls back may not give, is not given back by this way. */
async function putRolesBack(tx: MoveTx, waveId: string, accounts: ReturnType<typeof sql.param>) {
  const grantable = sql.param(await mayGive(tx));
  const mine = sql`w.tenant_id = app.tenant_id() and w.wave_id = ${waveId}::uuid and w.account_id = any (${accounts}::uuid[])`;
  await tx.execute(sql`
    delete from person_roles pr using wave_accounts w where ${mine} and pr.tenant_id = w.tenant_id
      and pr.person_id = w.person_id and not w.before -> 'roleIds' ? pr.role_id::text`);
  await tx.execute(sql`
    insert into person_roles (person_id, role_id) select w.person_id, r.id from wave_accounts w
      cross join lateral jsonb_array_elements_text(w.before -> 'roleIds') as was(id)
      join roles r on r.tenant_id = w.tenant_id and r.id = was.id::uuid and r.id = any (${grantable}::uuid[])
    where ${mine} on conflict do nothing`);
}

/** The rows as the wave found them, to the microsecond. */
async function putRowsBack(tx: MoveTx, waveId: string, accounts: ReturnType<typeof sql.param>) {
  const mine = sql`w.tenant_id = app.tenant_id() and w.wave_id = ${waveId}::uuid and w.account_id = any (${accounts}::uuid[])`;
  await tx.execute(sql`
    update people p set name = b.name, email = b.email, email_key = b.email_key, user_name = b.user_name,
      user_name_key = b.user_name_key, phone = b.phone, note = b.note, language = b.language, invited_at = b.invited_at,
      expires_at = b.expires_at, sent_at = b.sent_at, delivered_at = b.delivered_at, opened_at = b.opened_at,
      bounced_at = b.bounced_at, invited_by = b.invited_by
    from wave_accounts w cross join lateral jsonb_populate_record(null::people, w.before -> 'person') b
    where ${mine} and p.tenant_id = w.tenant_id and p.id = w.person_id`);
  await tx.execute(sql`
    update legacy_accounts a set name = b.name, email = b.email, email_key = b.email_key, phone = b.phone, kept = b.kept,
      verdict = b.verdict, about = b.about, person_id = b.person_id, made_person = b.made_person, sent_at = b.sent_at
    from wave_accounts w cross join lateral jsonb_to_record(w.before -> 'account') as b(name text, email text, email_key text,
      phone text, kept boolean, verdict text, about jsonb, person_id uuid, made_person boolean, sent_at timestamptz)
    where ${mine} and a.tenant_id = w.tenant_id and a.id = w.account_id`);
  await tx.execute(sql`update wave_accounts w set state = 'rolled_back', done_at = now() where ${mine}`);
}

async function putBack(tx: MoveTx, waveId: string, wave: number, back: readonly Back[]): Promise<void> {
  if (back.length === 0) return;
  const accounts = sql.param(back.map(({ accountId }) => accountId));
  await endOffers(tx, sql.param(back.map(({ personId }) => personId)));
  await putRolesBack(tx, waveId, accounts);
  await putRowsBack(tx, waveId, accounts);
  for (const { personId, invitationId, number } of back)
    record(tx, {
      action: "invitation.withdrawn",
      personId,
      subjectId: invitationId,
      details: { number, wave },
    });
}

async function finishBack(tx: MoveTx, waveId: string, number: number): Promise<void> {
  await tx.execute(sql`update wave_accounts set state = 'rolled_back', done_at = clock_timestamp()
    where tenant_id = app.tenant_id() and wave_id = ${waveId}::uuid and state = 'todo'`);
  await tx
    .update(waves)
    .set({ state: "rolled_back", rolledBackAt: sql`clock_timestamp()` })
    .where(eq(waves.id, waveId));
  const [row] = await tx.execute<{ back: number }>(sql`select count(*)::int as back from wave_accounts
    where tenant_id = app.tenant_id() and wave_id = ${waveId}::uuid and state = 'rolled_back'`);
  record(tx, { action: "wave.rolled_back", subjectId: waveId, details: { number, back: row?.back ?? 0 } });
}

/** Puts the next few hundred back, all or nothing; says whether there may be more. */
export async function rollBackBatch(tx: MoveTx, waveId: string, most = BACK_BATCH): Promise<boolean> {
  const { state, number } = await waveOf(tx, waveId);
  if (state !== "rolling_back") return false;
  const back = await nextBack(tx, waveId, most);
  await putBack(tx, waveId, number, back);
  if (back.length === most) return true;
  await finishBack(tx, waveId, number);
  return false;
}
