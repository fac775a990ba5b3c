import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/** Puts a job in the worker's queue with the work that causes it; asked for again by the same key it stays one. */
export async function enqueue(
  tx: Tx,
  task: string,
  job: object,
  key: string = crypto.randomUUID(),
  at?: Date,
): Promise<void> {
  const due = at ? sql`${at.toISOString()}::timestamptz` : sql`clock_timestamp()`;
  await tx.execute(
    sql`select app.enqueue(${task}, ${JSON.stringify(job)}::json, ${due}, ${`${task}:${key}`})`,
  );
}
