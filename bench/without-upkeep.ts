import type { Sql, TransactionSql } from "postgres";

const TABLES = ["people", "person_roles", "identities", "factors", "sessions"];

/** Indexes that no constraint stands on: they can be made anew when all rows are there. */
const spareIndexes = (sql: TransactionSql) =>
  sql<{ name: string; definition: string }[]>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indrelid = any (${TABLES}::text[]::regclass[])
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`;

/**
 * Does the work with triggers, foreign keys and most indexes aside: for the bench's own database alone, where whoever
 * fills it knows that the rows are right.
 */
export async function withoutUpkeep(admin: Sql, work: (sql: TransactionSql) => Promise<void>): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`set local maintenance_work_mem = '512MB'`;
    await sql`set local work_mem = '256MB'`;
    const indexes = await spareIndexes(sql);
    for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
    await work(sql);
    for (const { definition } of indexes) await sql.unsafe(definition);
  });
}
