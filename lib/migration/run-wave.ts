import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { waves } from "@/db/schema/legacy";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import type { Begun } from "@/lib/access/actor";
import { enterTenant, lookUp, type SystemTx, withSystem, withTenantFor } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { inBatches } from "@/lib/jobs/in-batches";
import type { Refusal } from "@/lib/refusal";
import { refuseUnlessMover } from "./mover";
import { rollBackBatch } from "./roll-back";
import { takeWaveBatch, WAVE_BATCH } from "./take-wave-batch";
import { enqueueWave } from "./waves";

const WaveJob = z.object({ tenantId: z.uuid(), waveId: z.uuid() });
type WaveJob = z.output<typeof WaveJob>;

const goingOn = ({ tenantId, waveId }: WaveJob) =>
  and(
    eq(waves.tenantId, tenantId),
    eq(waves.id, waveId),
    inArray(waves.state, ["running", "rolling_back"]),
    isNull(waves.stoppedWhy),
  );

/** In whose name it goes on; null when it does not any more. */
async function begunBy(job: WaveJob): Promise<(Begun & { isBack: boolean }) | null> {
  const [found] = await lookUp("run wave", (db) =>
    db
      .select({ tenant: tenants.slug, identityId: people.identityId, state: waves.state })
      .from(waves)
      .innerJoin(tenants, eq(tenants.id, waves.tenantId))
      .innerJoin(people, and(eq(people.tenantId, waves.tenantId), eq(people.id, waves.startedBy)))
      .where(goingOn(job)),
  );
  if (!found) return null;
  const { state, ...by } = found;
  return { ...by, requestId: `wave ${job.waveId}`, isBack: state === "rolling_back" };
}

/** Whoever began it may not do so any more: it stands still, and says why. One on its way back stays so. */
const stop = (job: WaveJob, { code }: Refusal) =>
  withSystem("run wave", async (tx: SystemTx) => {
    await enterTenant(tx, job.tenantId);
    const [stopped] = await tx
      .update(waves)
      .set({ state: sql`case when state = 'running' then 'paused' else state end`, stoppedWhy: code })
      .where(goingOn(job))
      .returning({ id: waves.id });
    if (stopped)
      record(tx, { action: "wave.paused", subjectId: job.waveId, result: "refused", reason: code });
  });

async function goOn(job: WaveJob, most: number): Promise<boolean> {
  const begun = await begunBy(job);
  if (!begun) return false;
  return withTenantFor(begun, "people.invite", (tx) => {
    refuseUnlessMover(tx);
    return begun.isBack ? rollBackBatch(tx, job.waveId, most) : takeWaveBatch(tx, job.waveId, most);
  });
}

/** Takes a wave to its end, or back to where it began. */
export async function runWave(payload: unknown, most = WAVE_BATCH): Promise<void> {
  const job = WaveJob.parse(payload);
  await inBatches(
    () => goOn(job, most),
    (refusal) => stop(job, refusal),
  );
}

/** Waves whose job was lost with its process go on. */
export async function takeUpWaves(tx: SystemTx): Promise<void> {
  const rows = await tx
    .select({ tenantId: waves.tenantId, waveId: waves.id })
    .from(waves)
    .where(sql`state in ('running', 'rolling_back') and stopped_why is null`);
  for (const { tenantId, waveId } of rows) await enqueueWave(tx, tenantId, waveId);
}
