import { sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import { enterTenant, type SystemTx, withSystem } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { dayIn } from "@/lib/i18n/sentences";
import { senderFacts } from "@/lib/invitations/mail";
import { storeLetters } from "@/lib/invitations/store-many";
import type { Letter } from "@/lib/mail/letter";
import { sealedFor } from "@/lib/mail/post";
import { seal } from "@/lib/secrets";
import { type OwnTenant, ownTenant } from "@/lib/tenants/own";
import type { NoticeFacts } from "./notice-letter";

const BATCH = 200;

/** A wave whose people hear something of its day. */
export type Telling = {
  waveId: string;
  tenantId: string;
  number: number;
  plannedFor: string;
  language: "en" | "nl";
};
type Told = {
  accountId: string;
  personId: string;
  name: string;
  email: string;
  language: "en" | "nl" | null;
};

export type Ids = ReturnType<typeof sql.param>;

/** What they hear, who has not heard it, and how that is remembered. */
export type Words<T extends Telling> = {
  /** Of account `w`, old account `a` and wave `v`: who has not heard it yet. */
  untold: (of: T) => ReturnType<typeof sql>;
  letter: (of: NoticeFacts) => Letter;
  mark: (tx: SystemTx, of: T, accountIds: Ids) => Promise<void>;
};

/** People who wait for their move, at an address that takes mail. */
const nextToTell = (tx: SystemTx, { waveId, tenantId }: Telling, untold: ReturnType<typeof sql>) =>
  tx.execute<Told>(sql`
    select w.account_id as "accountId", p.id as "personId", p.name, p.email, p.language
    from wave_accounts w join legacy_accounts a on a.tenant_id = w.tenant_id and a.id = w.account_id
      join people p on p.tenant_id = w.tenant_id and p.id = a.person_id
      join waves v on v.tenant_id = w.tenant_id and v.id = w.wave_id
    where w.tenant_id = ${tenantId} and w.wave_id = ${waveId} and a.standing = 'ready' and p.stage = 'not_invited'
      and p.email is not null and ${untold}
      and not exists (select 1 from dead_addresses d where d.tenant_id = w.tenant_id and d.address_key = p.email_key
        and d.identity_id is null)
    order by w.place ${atMost(BATCH)}`);

function sealedTo(told: Told, of: Telling, tenant: OwnTenant, letter: (of: NoticeFacts) => Letter) {
  const messageId = crypto.randomUUID();
  const language = told.language ?? of.language;
  const { inviter: _, inviterEmail: __, contact: ___, ...sender } = senderFacts(tenant, null);
  const written = letter({
    ...sender,
    language,
    name: told.name,
    address: told.email,
    day: dayIn(language, tenant.timeZone, new Date(of.plannedFor)),
    number: `W-${of.number}`,
  });
  const sealed = seal(JSON.stringify(written), sealedFor(messageId));
  return {
    ...{ messageId, sealed, kind: "move_notice", email: told.email, personId: told.personId },
    ...{ invitationId: of.waveId, tokenId: null },
  };
}

async function tellBatch<T extends Telling>(tx: SystemTx, of: T, what: Words<T>, now: Date): Promise<number> {
  // Behind the tenant's turn: of two workers the second finds nobody untold any more.
  await enterTenant(tx, of.tenantId);
  const tenant = await ownTenant(tx);
  if (tenant.suspendedAt) return 0;
  const told = await nextToTell(tx, of, what.untold(of));
  if (told.length === 0) return 0;
  await storeLetters(
    tx,
    told.map((one) => sealedTo(one, of, tenant, what.letter)),
    { sendAfter: now, byHand: false },
  );
  await what.mark(tx, of, sql.param(told.map(({ accountId }) => accountId)));
  const details = { number: of.number, people: told.length };
  record(tx, { action: "wave.noticed", subjectId: of.waveId, details });
  return told.length;
}

/** Mails to the people of a wave about its day, each of them once. */
export async function tellWave<T extends Telling>(of: T, what: Words<T>, now: Date): Promise<void> {
  let told = BATCH;
  while (told === BATCH) told = await withSystem("run wave", (tx) => tellBatch(tx, of, what, now));
}
