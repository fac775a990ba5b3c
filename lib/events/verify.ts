import { sql } from "drizzle-orm";
import type { SystemTx } from "@/lib/access/doors";

export type StreamCheck = { stream: string; events: number; brokenAt: number | null };

/** Walks every chain and names the first broken link of each stream, if there is one. */
export async function verifyEvents(tx: SystemTx): Promise<StreamCheck[]> {
  const rows = await tx.execute<{ stream: string; seq: string; broken: string | null }>(
    sql`select stream, seq, app.broken_link(stream) as broken from event_heads order by stream`,
  );
  return rows.map(({ stream, seq, broken }) => ({
    stream,
    events: Number(seq),
    brokenAt: broken === null ? null : Number(broken),
  }));
}
