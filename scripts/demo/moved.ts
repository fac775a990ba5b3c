import { and, eq, sql } from "drizzle-orm";
import { waveAccounts } from "@/db/schema/legacy";
import { people } from "@/db/schema/people";
import { lookUp, type SystemTx, speakFor, withSystem } from "@/lib/access/doors";
import { linkPerson } from "@/lib/invitations/link-person";
import { identityFor } from "./accounts";

const DAYS_AGO = 6;
/** Of a wave this part has activated, one mail came back, and the rest is on its way. */
const MOVED = 0.6;

type Sent = { personId: string; invitationId: string; name: string; email: string };

const sentIn = (tenantId: string, waveId: string) =>
  lookUp("run wave", (db) =>
    db
      .select({
        personId: people.id,
        invitationId: waveAccounts.invitationId,
        name: people.name,
        email: people.email,
      })
      .from(waveAccounts)
      .innerJoin(
        people,
        and(eq(people.tenantId, waveAccounts.tenantId), eq(people.id, waveAccounts.personId)),
      )
      .where(
        and(
          eq(waveAccounts.tenantId, tenantId),
          eq(waveAccounts.waveId, waveId),
          eq(waveAccounts.state, "sent"),
        ),
      )
      .orderBy(people.name),
  );

async function activate(
  tx: SystemTx,
  tenantId: string,
  { name, email, personId, invitationId }: Sent,
  hash: string,
) {
  const person = { name, email, role: "member", state: "active", hours: 24 * DAYS_AGO } as const;
  const { id: identityId } = await identityFor(tx, person, hash);
  await linkPerson(tx, { tenantId, personId, invitationId, identityId });
  await tx.execute(
    sql`update people set active_at = clock_timestamp() where tenant_id = ${tenantId} and id = ${personId}`,
  );
}

/** Their mails went out days ago; those of people who have activated by now stay out of the demo's mailbox. */
async function settleMails(tx: SystemTx, tenantId: string, done: readonly Sent[], bounced: Sent) {
  const ids = sql.param(done.map(({ personId }) => personId));
  await tx.execute(sql`update messages set state = 'sent', sealed = null, sent_at = created_at
    where tenant_id = ${tenantId} and person_id = any (${ids}::uuid[])`);
  await tx.execute(sql`update messages set state = 'bounced', trouble = 'mailbox_unknown', sealed = null, sent_at = created_at
    where tenant_id = ${tenantId} and person_id = ${bounced.personId}`);
  await tx.execute(sql`update people set bounced_at = clock_timestamp()
    where tenant_id = ${tenantId} and id = ${bounced.personId}`);
}

/** As if the wave had run last week; the log keeps the moment at which the demo was made. */
async function datePast(tx: SystemTx, tenantId: string, waveId: string): Promise<void> {
  const back = sql`make_interval(days => ${DAYS_AGO})`;
  await tx.execute(sql`update waves set created_at = created_at - ${back}, started_at = started_at - ${back},
    finished_at = finished_at - ${back} where tenant_id = ${tenantId} and id = ${waveId}`);
  await tx.execute(sql`update people p set invited_at = invited_at - ${back}, opened_at = opened_at - ${back},
      account_at = account_at - ${back} / 2, second_step_at = second_step_at - ${back} / 2, active_at = active_at - ${back} / 2
    from wave_accounts w where p.tenant_id = ${tenantId} and w.tenant_id = p.tenant_id and w.person_id = p.id and w.wave_id = ${waveId}
      and w.state = 'sent'`);
  await tx.execute(sql`update legacy_accounts a set sent_at = sent_at - ${back}, moved_at = moved_at - ${back} / 2
    from wave_accounts w where a.tenant_id = ${tenantId} and w.tenant_id = a.tenant_id and w.account_id = a.id
      and w.wave_id = ${waveId} and a.sent_at is not null`);
}

/** People of a wave come over: most have, one mail came back, and the rest find theirs in the demo's mailbox. */
export async function moveSome(tenantId: string, waveId: string, passwordHash: string): Promise<void> {
  const sent = (await sentIn(tenantId, waveId)).flatMap(({ email, invitationId, ...one }) =>
    email && invitationId ? [{ ...one, email, invitationId }] : [],
  );
  const done = sent.slice(0, Math.floor(sent.length * MOVED));
  const [bounced] = sent.slice(done.length);
  await withSystem("accept invitation", async (tx) => {
    await speakFor(tx, tenantId);
    for (const one of done) await activate(tx, tenantId, one, passwordHash);
    if (bounced) await settleMails(tx, tenantId, done, bounced);
    await datePast(tx, tenantId, waveId);
  });
}
