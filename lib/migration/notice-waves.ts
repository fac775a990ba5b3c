import { sql } from "drizzle-orm";
import { lookUp, type SystemTx } from "@/lib/access/doors";
import { eachDue } from "@/lib/tenants/each-tenant";
import { hoursFromNow } from "@/lib/time";
import { noticeLetter, putOffLetter } from "./notice-letter";
import { FIRST_NOTICE_DAYS } from "./planned-start";
import { type Ids, type Telling, tellWave, type Words } from "./tell-wave";

const SECOND_DAYS = 3;
/** A plan that was cancelled longer ago has told all that it could. */
const PUT_OFF_HOURS = 24;

type Due = Telling & { isLast: boolean };

const momentOf = (hours: number, now: Date) => sql`${hoursFromNow(hours, now).toISOString()}::timestamptz`;
const wave = sql`id as "waveId", tenant_id as "tenantId", number, planned_for as "plannedFor", language`;

const dueWaves = (now: Date) =>
  lookUp("run wave", (db) =>
    db.execute<Due>(sql`
      select ${wave}, planned_for <= ${momentOf(SECOND_DAYS * 24, now)} as "isLast"
      from waves where state = 'planned' and planned_for > ${momentOf(0, now)}
        and planned_for <= ${momentOf(FIRST_NOTICE_DAYS * 24, now)}`),
  );

const putOffWaves = (now: Date) =>
  lookUp("run wave", (db) =>
    db.execute<Telling>(sql`
      select ${wave} from waves where state = 'cancelled' and started_at is null and noticed_at is not null
        and finished_at > ${momentOf(-PUT_OFF_HOURS, now)}`),
  );

/** On each of them, and on the wave when they are its first. */
async function markTold(tx: SystemTx, { waveId, tenantId, isLast }: Due, ids: Ids, now: Date): Promise<void> {
  const at = momentOf(0, now);
  const again = isLast ? sql`coalesce(noticed_again_at, ${at})` : sql`noticed_again_at`;
  const marks = sql`noticed_at = coalesce(noticed_at, ${at}), noticed_again_at = ${again}`;
  await tx.execute(sql`update wave_accounts set ${marks}
    where tenant_id = ${tenantId} and wave_id = ${waveId} and account_id = any (${ids}::uuid[])`);
  await tx.execute(sql`update waves set ${marks} where tenant_id = ${tenantId} and id = ${waveId}`);
}

/** In the last three days a notice that was missed is not sent as well. */
const notice = (now: Date): Words<Due> => ({
  letter: noticeLetter,
  untold: ({ isLast }) =>
    sql`w.state = 'todo' and v.state = 'planned' and ${isLast ? sql`w.noticed_again_at` : sql`w.noticed_at`} is null`,
  mark: (tx, due, ids) => markTold(tx, due, ids, now),
});

/** Who was told of a day that is none any more; from then on they have been told of none. */
const putOff: Words<Telling> = {
  letter: putOffLetter,
  untold: () => sql`v.state = 'cancelled' and w.noticed_at is not null`,
  mark: async (tx, { waveId, tenantId }, ids) => {
    await tx.execute(sql`update wave_accounts set noticed_at = null, noticed_again_at = null
      where tenant_id = ${tenantId} and wave_id = ${waveId} and account_id = any (${ids}::uuid[])`);
  },
};

const tellEach = <T extends Telling>(waves: readonly T[], words: Words<T>, now: Date) =>
  eachDue(waves, (wave) => tellWave(wave, words, now));

/** Two weeks and three days before a planned wave, once each; and when the plan is cancelled after that. */
export async function noticeWaves(now: Date): Promise<void> {
  await tellEach(await putOffWaves(now), putOff, now);
  await tellEach(await dueWaves(now), notice(now), now);
}
