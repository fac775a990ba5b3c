import { sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import { enterTenant, lookUp, type SystemTx, withSystem } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { dayIn } from "@/lib/i18n/sentences";
import { eachTenant } from "@/lib/invitations/each-tenant";
import { senderFacts } from "@/lib/invitations/mail";
import { storeLetters } from "@/lib/invitations/store-many";
import { sealedFor } from "@/lib/mail/post";
import { seal } from "@/lib/secrets";
import { type OwnTenant, ownTenant } from "@/lib/tenants/own";
import { hoursFromNow } from "@/lib/time";
import { noticeLetter } from "./notice-letter";

const BATCH = 200;
const FIRST_DAYS = 14;
const SECOND_DAYS = 3;

type Due = {
  waveId: string;
  tenantId: string;
  number: number;
  plannedFor: string;
  language: "en" | "nl";
  isLast: boolean;
};
type Told = {
  accountId: string;
  personId: string;
  name: string;
  email: string;
  language: "en" | "nl" | null;
};

const dueWaves = (now: Date) =>
  lookUp("run wave", (db) =>
    db.execute<Due>(sql`
      select id as "waveId", tenant_id as "tenantId", number, planned_for as "plannedFor", language,
        planned_for <= ${hoursFromNow(SECOND_DAYS * 24, now).toISOString()}::timestamptz as "isLast"
      from waves where state = 'planned' and planned_for > ${now.toISOString()}::timestamptz
        and planned_for <= ${hoursFromNow(FIRST_DAYS * 24, now).toISOString()}::timestamptz`),
  );

/** Who has not had this notice; in the last three days one that was missed is not sent as well. */
const nextToTell = (tx: SystemTx, { waveId, tenantId, isLast }: Due) =>
  tx.execute<Told>(sql`
    select w.account_id as "accountId", p.id as "personId", p.name, p.email, p.language
    from wave_accounts w join legacy_accounts a on a.tenant_id = w.tenant_id and a.id = w.account_id
      join people p on p.tenant_id = w.tenant_id and p.id = a.person_id
      join waves v on v.tenant_id = w.tenant_id and v.id = w.wave_id
    where w.tenant_id = ${tenantId} and w.wave_id = ${waveId} and w.state = 'todo' and v.state = 'planned'
      and a.standing = 'ready' and p.stage = 'not_invited' and p.email is not null
      and ${isLast ? sql`w.noticed_again_at is null` : sql`w.noticed_at is null`}
      and not exists (select 1 from dead_addresses d where d.tenant_id = w.tenant_id and d.address_key = p.email_key
        and d.identity_id is null)
    order by w.place ${atMost(BATCH)}`);

/** On each of them, and on the wave when they are its first. */
async function markTold(tx: SystemTx, { waveId, tenantId, isLast }: Due, told: readonly Told[], now: Date) {
  const at = sql`${now.toISOString()}::timestamptz`;
  const ids = sql.param(told.map(({ accountId }) => accountId));
  const again = isLast ? sql`coalesce(noticed_again_at, ${at})` : sql`noticed_again_at`;
  const marks = sql`noticed_at = coalesce(noticed_at, ${at}), noticed_again_at = ${again}`;
  await tx.execute(sql`update wave_accounts set ${marks}
    where tenant_id = ${tenantId} and wave_id = ${waveId} and account_id = any (${ids}::uuid[])`);
  await tx.execute(sql`update waves set ${marks} where tenant_id = ${tenantId} and id = ${waveId}`);
}

function letterTo(told: Told, due: Due, tenant: OwnTenant) {
  const messageId = crypto.randomUUID();
  const language = told.language ?? due.language;
  const { inviter: _, inviterEmail: __, contact: ___, ...sender } = senderFacts(tenant, null);
  const letter = noticeLetter({
    ...sender,
    language,
    name: told.name,
    address: told.email,
    day: dayIn(language, tenant.timeZone, new Date(due.plannedFor)),
    number: `W-${due.number}`,
  });
  const sealed = seal(JSON.stringify(letter), sealedFor(messageId));
  return {
    ...{ messageId, sealed, kind: "move_notice", email: told.email, personId: told.personId },
    ...{ invitationId: due.waveId, tokenId: null },
  };
}

async function tellBatch(tx: SystemTx, due: Due, now: Date): Promise<number> {
  // Behind the tenant's turn: of two workers the second finds nobody untold any more.
  await enterTenant(tx, due.tenantId);
  const tenant = await ownTenant(tx);
  if (tenant.suspendedAt) return 0;
  const told = await nextToTell(tx, due);
  if (told.length === 0) return 0;
  await storeLetters(
    tx,
    told.map((one) => letterTo(one, due, tenant)),
    { sendAfter: now, byHand: false },
  );
  await markTold(tx, due, told, now);
  const details = { number: due.number, people: told.length };
  record(tx, { action: "wave.noticed", subjectId: due.waveId, details });
  return told.length;
}

/** Two weeks and three days before a planned wave, once each. */
export async function noticeWaves(now: Date): Promise<void> {
  const due = await dueWaves(now);
  const tenants = [...new Set(due.map(({ tenantId }) => tenantId))].map((id) => ({ id }));
  await eachTenant(tenants, async (id) => {
    for (const wave of due.filter(({ tenantId }) => tenantId === id)) {
      let told = BATCH;
      while (told === BATCH) told = await withSystem("run wave", (tx) => tellBatch(tx, wave, now));
    }
  });
}
