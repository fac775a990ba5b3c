import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

async function readSoFar(tx: Tx, tables: readonly string[]): Promise<number> {
  const [row] = await tx.execute<{ read: number }>(
    sql`select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables
      where relname = any (${sql.param([...tables])}::text[])`,
  );
  return row?.read ?? Number.NaN;
}

/** How many rows of these tables some work within a transaction has read, by whatever way. */
export async function rowsRead(
  tx: Tx,
  tables: readonly string[],
  work: () => Promise<unknown>,
): Promise<number> {
  const before = await readSoFar(tx, tables);
  await work();
  return (await readSoFar(tx, tables)) - before;
}
