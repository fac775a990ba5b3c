import { and, eq, sql } from "drizzle-orm";
import { waves } from "@/db/schema/legacy";
import { enterTenant, lookUp, type SystemTx, withSystem } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { eachDue } from "@/lib/tenants/each-tenant";
import { ownTenant } from "@/lib/tenants/own";
import { noRoomFor } from "./daily-limits";
import { enqueueWave } from "./waves";

type Due = { id: string; tenantId: string };

const duePlans = (now: Date) =>
  lookUp("run wave", (db) =>
    db.execute<Due>(sql`select id, tenant_id as "tenantId" from waves
      where state = 'planned' and planned_for <= ${now.toISOString()}::timestamptz order by planned_for, number`),
  );

/** Nobody waits for the answer: it stands still, and its page says why. */
async function hold(tx: SystemTx, tenantId: string, id: string): Promise<void> {
  await tx
    .update(waves)
    .set({ state: "paused", stoppedWhy: "waves_full" })
    .where(and(eq(waves.tenantId, tenantId), eq(waves.id, id)));
  record(tx, { action: "wave.paused", subjectId: id, result: "refused", reason: "waves_full" });
}

/** Begins in the name of who planned it; whether they still may, its job looks at. */
async function begin(tx: SystemTx, { id, tenantId }: Due): Promise<void> {
  await enterTenant(tx, tenantId);
  const [begun] = await tx
    .update(waves)
    .set({ state: "running", startedAt: sql`clock_timestamp()`, startedBy: sql`made_by` })
    .where(and(eq(waves.tenantId, tenantId), eq(waves.id, id), eq(waves.state, "planned")))
    .returning({ number: waves.number, accounts: waves.accounts });
  if (!begun) return;
  await enqueueWave(tx, tenantId, id);
  record(tx, { action: "wave.started", subjectId: id, details: begun });
  if (await noRoomFor(tx, await ownTenant(tx), id)) await hold(tx, tenantId, id);
}

/** Every ten minutes: waves whose day has come. */
export async function startPlannedWaves(now: Date): Promise<void> {
  await eachDue(await duePlans(now), (wave) => withSystem("run wave", (tx) => begin(tx, wave)));
}
