import { createHmac } from "node:crypto";

/** The database roles of Portico: who may log in, and as what. None is a superuser, none bypasses the policies. */
export const roleNames = {
  DATABASE_OWNER_URL: "portico_owner",
  DATABASE_URL: "portico_app",
  DATABASE_SYSTEM_URL: "portico_system",
  DATABASE_JOBS_URL: "portico_jobs",
} as const;

export type DatabaseUrls = Record<keyof typeof roleNames, string>;

/** The same administrator's URL always gives the same passwords, so a second start finds the way in. */
const passwordOf = (adminUrl: string, role: string) =>
  createHmac("sha256", new URL(adminUrl).password || "local")
    .update(role)
    .digest("base64url");

export function urlsFor(adminUrl: string, database: string): DatabaseUrls {
  const entries = Object.entries(roleNames).map(([name, role]) => {
    const url = new URL(adminUrl);
    url.username = role;
    url.password = passwordOf(adminUrl, role);
    url.pathname = `/${database}`;
    return [name, url.toString()];
  });
  return Object.fromEntries(entries) as DatabaseUrls;
}

const role = (name: string, login: string) => `
DO $$ BEGIN CREATE ROLE ${name} ${login} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object THEN NULL; END $$;`;

/** What a database administrator runs once; passwords are set apart, so that none stands in a script. */
export const rolesSql = [
  ...Object.values(roleNames).map((name) => role(name, "LOGIN")),
  role("portico_definer", "NOLOGIN"),
  "GRANT portico_definer TO portico_owner WITH INHERIT FALSE, SET TRUE;",
  // Kept by the roles, so that a pooler between need not pass them on.
  ...["portico_app", "portico_system"].flatMap((name) => [
    `ALTER ROLE ${name} SET lock_timeout = '3s';`,
    `ALTER ROLE ${name} SET statement_timeout = '30s';`,
    // A plan kept from a small company would read a large one from end to end.
    `ALTER ROLE ${name} SET plan_cache_mode = 'force_custom_plan';`,
  ]),
  // The queue's tables obey their owner alone, and the definer adds work to them.
  "GRANT portico_jobs TO portico_definer WITH INHERIT TRUE, SET FALSE;",
].join("\n");

export const databaseSql = (database: string) => [
  `ALTER DATABASE "${database}" OWNER TO portico_owner`,
  `GRANT CONNECT, CREATE ON DATABASE "${database}" TO portico_owner`,
  `REVOKE ALL ON DATABASE "${database}" FROM PUBLIC`,
  `GRANT CONNECT ON DATABASE "${database}" TO portico_app, portico_system, portico_jobs`,
];
