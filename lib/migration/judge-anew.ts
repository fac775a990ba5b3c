import { inArray, type SQL, sql } from "drizzle-orm";
import { legacyImports } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { BATCH, checkBatch } from "./check-batch";
import { enqueueCheck } from "./run-check";

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
  const rows = await tx.execute<{ id: string; list: string }>(sql`
    update legacy_accounts set verdict = 'unread', about = ${about}
    where tenant_id = app.tenant_id() and sent_at is null and moved_at is null and ${which}
    returning id, import_id as list`);
  if (rows.length > BATCH) return leaveToJobs(tx, [...new Set(rows.map(({ list }) => list))]);
  const ids = sql.param(rows.map(({ id }) => id));
  await checkBatch(tx, tx.actor.permissions, sql`id = any (${ids}::uuid[])`);
}
