import { askOnce } from "./client.mjs";
import { resetStatements, statementsSince } from "./statements.mjs";

const TIMES = 50;

/** What one request costs the database: statements and milliseconds within it, and answers waited for. */
export async function perRequest({ counted, sql }, ask) {
  for (let n = 0; n < 60; n++) await askOnce(counted.port, ask); // on every connection of the pools
  await resetStatements(sql);
  counted.relay.reset();
  for (let n = 0; n < TIMES; n++) await askOnce(counted.port, ask);
  const { statements, milliseconds } = await statementsSince(sql);
  return {
    statements: statements / TIMES,
    milliseconds: milliseconds / TIMES,
    trips: counted.relay.trips() / TIMES,
  };
}

/** The same page of names by a plain statement over the index, without doors: the floor of the database. */
export async function keysetTime(sql, { id }) {
  const page = () => sql`
    select id, name, email, stage, invited_at, expires_at, active_at from people
    where tenant_id = ${id} and (name, id) > ('M', '00000000-0000-0000-0000-000000000000') order by name, id limit 26`;
  for (let n = 0; n < 10; n++) await page();
  await resetStatements(sql);
  for (let n = 0; n < TIMES; n++) await page();
  const [row] = await sql`
    select (total_exec_time + total_plan_time) / calls as milliseconds from pg_stat_statements
    where query like '%limit 26%' or query like '%(name, id) >%' order by calls desc limit 1`;
  return Number(row.milliseconds);
}
