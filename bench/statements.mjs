import postgres from "postgres";

export function administrator(adminUrl, database) {
  const url = new URL(adminUrl);
  if (database) url.pathname = `/${database}`;
  return postgres(url.href, { max: 1, onnotice: () => {} });
}

/** What the application's roles have asked since the last reset: statements, and milliseconds spent on them. */
export async function statementsSince(sql) {
  const [row] = await sql`
    select coalesce(sum(s.calls), 0)::int as statements,
      coalesce(sum(s.total_exec_time + s.total_plan_time), 0)::float as milliseconds
    from pg_stat_statements s join pg_roles r on r.oid = s.userid
    where r.rolname in ('portico_app', 'portico_system')`;
  return row;
}

export const resetStatements = (sql) => sql`select pg_stat_statements_reset()`;
