import postgres from "postgres";

const logins = {
  DATABASE_URL: "portico_app",
  DATABASE_SYSTEM_URL: "portico_system",
  DATABASE_JOBS_URL: "portico_jobs",
} as const;

export type LoginUrls = Record<keyof typeof logins, string>;

type Role = { name: string; powers: string[]; tables: string[]; changes: string[] };

/** What a login may do that it must not: be above the policies, own tables, change the log. */
async function roleAt(sql: postgres.Sql): Promise<Role> {
  const [role] = await sql<Role[]>`
    select current_user::text as name,
      array(
        select case when r.rolsuper then 'is a superuser' else 'bypasses row-level security' end
        from pg_roles r where (r.rolsuper or r.rolbypassrls) and pg_has_role(current_user, r.oid, 'member')
      ) as powers,
      array(
        select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
          and pg_has_role(current_user, c.relowner, 'member')
          and not (current_user = 'portico_jobs' and n.nspname = 'graphile_worker')
        order by 1
      ) as tables,
      array(
        select p from unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p, to_regclass('public.events') events
        where events is not null and (has_table_privilege(events, p)
          or (p in ('INSERT', 'UPDATE') and has_any_column_privilege(events, p)))
      ) as changes`;
  if (!role) throw new Error("no current role");
  return role;
}

function faultsOfRole(variable: string, expected: string, { name, powers, tables, changes }: Role): string[] {
  const faults = [
    ...(name === expected ? [] : [`logs in as ${name}; it must be ${expected}`]),
    ...powers,
    ...(tables.length > 0 ? [`owns tables: ${tables.join(", ")}`] : []),
    ...(changes.length > 0 ? [`may change the event log: ${changes.join(", ")}`] : []),
  ];
  return faults.map((fault) => `${variable} ${fault}`);
}

/** Tables that a policy does not guard, and definer functions that could be bent. */
async function faultsOfSchema(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ fault: string }[]>`
    select format('table %s is not guarded: row-level security must be enabled, forced and have a policy', c.oid::regclass) as fault
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not (c.relrowsecurity and c.relforcerowsecurity and exists (select 1 from pg_policy where polrelid = c.oid))
    union all
    select 'there are no tables: run "npm run migrate" first' where to_regclass('public.events') is null
    union all
    select format('function %s runs with other rights and has no fixed search_path', p.oid::regprocedure)
    from pg_proc p where p.prosecdef and p.pronamespace = to_regnamespace('app')
      and not exists (select 1 from unnest(p.proconfig) setting where setting like 'search_path=%')
    union all
    select format('function %s may be called by anybody', p.oid::regprocedure)
    from pg_proc p where p.prosecdef and p.pronamespace = to_regnamespace('app')
      and has_function_privilege('public', p.oid, 'execute')
    order by 1`;
  return rows.map((row) => row.fault);
}

async function at<T>(url: string, ask: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    return await ask(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** One line for each way in which the database would not protect what it holds; none when it does. */
export async function selfCheck(urls: LoginUrls): Promise<string[]> {
  const faults: string[] = [];
  for (const [variable, expected] of Object.entries(logins)) {
    const url = urls[variable as keyof LoginUrls];
    faults.push(...faultsOfRole(variable, expected, await at(url, roleAt)));
  }
  return [...faults, ...(await at(urls.DATABASE_SYSTEM_URL, faultsOfSchema))];
}
