import { eq, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { type WaveState, waves } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import type { Action } from "@/lib/events/actions";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { refuseIfWavesAreFull } from "./daily-limits";
import { refuseUnlessMover } from "./mover";
import { enqueueWave, type Wave, type WaveTarget, waveOf } from "./waves";

type RunTx = TenantTx<"migration.run">;
type Target = z.output<typeof WaveTarget>;
type Step = { from: readonly WaveState[]; values: PgUpdateSetSource<typeof waves>; action: Action };

async function move(tx: RunTx, waveId: string, { from, values, action }: Step): Promise<Wave> {
  const wave = await waveOf(tx, waveId);
  if (!from.includes(wave.state)) throw new Refusal("wave_moved");
  await tx.update(waves).set(values).where(eq(waves.id, waveId));
  record(tx, { action, subjectId: waveId, details: { number: wave.number } });
  return wave;
}

/** What goes on does so in the name of who says so. */
const goesOn = (tx: RunTx, state: WaveState) => ({ state, startedBy: tx.actor.personId, stoppedWhy: null });

const start = (tx: RunTx, waveId: string) => enqueueWave(tx, tx.actor.tenantId, waveId);

/** Forward, as far as the day allows. */
async function startForward(tx: RunTx, waveId: string): Promise<void> {
  await refuseIfWavesAreFull(tx, await ownTenant(tx), waveId);
  await start(tx, waveId);
}

/** Stops after the batch in hand; who has a mail keeps it. */
export async function pauseWave(tx: RunTx, { waveId }: Target): Promise<void> {
  const values = { state: "paused", stoppedWhy: null } as const;
  await move(tx, waveId, { from: ["running"], values, action: "wave.paused" });
}

/** On again: forward, or back where it stood still on its way back. */
export async function resumeWave(tx: RunTx, { waveId }: Target): Promise<void> {
  refuseUnlessMover(tx);
  const { state, stoppedWhy } = await waveOf(tx, waveId);
  const isBack = state === "rolling_back" && stoppedWhy !== null;
  const values = goesOn(tx, isBack ? "rolling_back" : "running");
  await move(tx, waveId, { from: isBack ? ["rolling_back"] : ["paused"], values, action: "wave.resumed" });
  await (isBack ? start : startForward)(tx, waveId);
}

/** A planned one begins at once. */
export async function startWaveNow(tx: RunTx, { waveId }: Target): Promise<void> {
  refuseUnlessMover(tx);
  const values = { ...goesOn(tx, "running"), startedAt: sql`clock_timestamp()` };
  await move(tx, waveId, { from: ["planned"], values, action: "wave.started" });
  await startForward(tx, waveId);
}

/** Moves nobody more; who has a mail keeps it, and the rest is free for another wave. */
export async function cancelWave(tx: RunTx, { waveId }: Target): Promise<void> {
  const values = { state: "cancelled", stoppedWhy: null, finishedAt: sql`clock_timestamp()` } as const;
  await move(tx, waveId, { from: ["planned", "running", "paused"], values, action: "wave.cancelled" });
  await tx.execute(sql`update wave_accounts set state = 'skipped', reason = 'cancelled', done_at = clock_timestamp()
    where tenant_id = app.tenant_id() and wave_id = ${waveId}::uuid and state = 'todo'`);
}

const retried: readonly WaveState[] = ["done", "running", "paused"];

/** Once more for those that stayed behind and that nothing keeps now, unless another wave has them. */
export async function retryWave(tx: RunTx, { waveId }: Target): Promise<{ count: number }> {
  refuseUnlessMover(tx);
  const { state } = await waveOf(tx, waveId);
  if (!retried.includes(state)) throw new Refusal("wave_moved");
  const [again] = await tx.execute<{ count: number }>(sql`
    with again as (update wave_accounts w set state = 'todo', reason = null, done_at = null from legacy_accounts a
    where w.tenant_id = app.tenant_id() and w.wave_id = ${waveId}::uuid and w.state in ('skipped', 'failed')
      and a.tenant_id = w.tenant_id and a.id = w.account_id and a.standing = 'ready'
      and not exists (select 1 from wave_accounts o where o.tenant_id = w.tenant_id and o.account_id = w.account_id
        and o.wave_id <> w.wave_id and o.state in ('todo', 'sent')) returning w.account_id)
    select count(*)::int as count from again`);
  const count = again?.count ?? 0;
  if (count === 0) throw new Refusal("wave_nobody");
  const values = { ...goesOn(tx, "running"), finishedAt: null };
  await move(tx, waveId, { from: retried, values, action: "wave.resumed" });
  await startForward(tx, waveId);
  return { count };
}

/** Takes back what can be taken back: all that has not been activated. */
export async function rollBackWave(tx: RunTx, { waveId }: Target): Promise<void> {
  refuseUnlessMover(tx);
  const from: readonly WaveState[] = ["running", "paused", "done", "cancelled"];
  await move(tx, waveId, { from, values: goesOn(tx, "rolling_back"), action: "wave.rolling_back" });
  await start(tx, waveId);
}
