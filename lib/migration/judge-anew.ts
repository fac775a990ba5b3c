import { inArray, type SQL, sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import { legacyImports } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { BATCH, checkBatch } from "./check-batch";
import { enqueueCheck } from "./enqueue-check";

type RunTx = TenantTx<"migration.run">;

/** Many: a job goes through them, list by list, in the name of who changed them and with no more power than theirs. */
async function leaveToJobs(tx: RunTx, importIds: readonly string[]): Promise<void> {
  await tx
    .update(legacyImports)
    .set({ state: "checking", madeBy: tx.actor.personId, finishedAt: null })
    .where(inArray(legacyImports.id, [...importIds]));
  for (const id of importIds) await enqueueCheck(tx, tx.actor.tenantId, id);
}

/**
 * One change can settle another account: these are judged once more, at once where they are few. `isChanged` takes what
 * was changed over to people that were made before.
 */
export async function judgeAnew(tx: RunTx, which: SQL, isChanged = false): Promise<void> {
  const about = isChanged ? sql`about || '{"changed": 1}'::jsonb` : sql`about`;
  const [changed] = await tx.execute<{ few: string[]; lists: string[] }>(sql`
    with changed as (update legacy_accounts set verdict = 'unread', about = ${about}
      where tenant_id = app.tenant_id() and sent_at is null and moved_at is null and ${which}
      returning id, import_id)
    select array(select id from changed ${atMost(BATCH + 1)}) as few, array(select distinct import_id from changed) as lists`);
  const { few, lists } = changed ?? { few: [], lists: [] };
  if (few.length > BATCH) return leaveToJobs(tx, lists);
  await checkBatch(tx, tx.actor.permissions, sql`id = any (${sql.param(few)}::uuid[])`);
}
