import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { waves } from "@/db/schema/legacy";
import { enqueue } from "@/lib/jobs/enqueue";
import { Refusal } from "@/lib/refusal";

export type Wave = typeof waves.$inferSelect;

export const WaveTarget = z.strictObject({ waveId: z.uuid("not_found") });

/** The wave in the open tenant. Who changes it has the tenant's turn, so nobody else does. */
export async function waveOf(tx: Tx, id: string): Promise<Wave> {
  const [found] = await tx
    .select()
    .from(waves)
    .where(and(sql`tenant_id = app.tenant_id()`, eq(waves.id, id)));
  if (!found) throw new Refusal("not_found");
  return found;
}

/** One job for each wave, whatever the number of times it is asked for. */
export const enqueueWave = (tx: Tx, tenantId: string, waveId: string) =>
  enqueue(tx, "wave", { tenantId, waveId }, waveId);
