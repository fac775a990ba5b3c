import postgres from "postgres";
import { migrateQueue, migrateSchema } from "@/db/migrate";
import { databaseSql, roleNames, rolesSql } from "@/db/roles";

const NO_SUCH_LOGIN = ["28000", "28P01"];

type Ready = { roles: boolean; definer: boolean; queue: boolean; grant: boolean };

function needed(name: string): string {
  const value = process.env[name];
  if (value && URL.canParse(value)) return value;
  console.error(`${name} must be set and be a URL.`);
  return process.exit(1);
}

/** Prints what a database administrator runs once, and ends. */
function askAdministrator(why: string, statements: readonly string[]): never {
  console.error(`${why}\nLet a database administrator run this, then run "npm run migrate" again:\n`);
  console.log(statements.join("\n"));
  return process.exit(1);
}

const LEAST_VERSION = 160_000;

/** PostgreSQL 16 is the first that grants a role without inheriting it. */
async function refuseOldServer(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const [server] = await sql<
      { version: number }[]
    >`select current_setting('server_version_num')::int as version`;
    if ((server?.version ?? 0) >= LEAST_VERSION) return;
    console.error("Portico needs PostgreSQL 16 or later.");
    process.exit(1);
  } finally {
    await sql.end();
  }
}

const passwords = Object.values(roleNames).map((role) => `-- \\password ${role}`);
const preparation = (database: string) => [
  rolesSql,
  ...passwords,
  ...databaseSql(database).map((one) => `${one};`),
];

async function readiness(ownerUrl: string): Promise<Ready> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  const wanted = [...Object.values(roleNames), "portico_definer"];
  try {
    const [ready] = await sql<Ready[]>`
      select (select count(*) from pg_roles where rolname = any (${wanted})) = ${wanted.length} as roles,
        coalesce((select pg_has_role(oid, 'member') from pg_roles where rolname = 'portico_definer'), false) as definer,
        to_regnamespace('graphile_worker') is not null
          or coalesce((select has_database_privilege(oid, current_database(), 'create') from pg_roles where rolname = 'portico_jobs'), false) as queue,
        has_database_privilege(current_database(), 'create with grant option') as grant`;
    return ready ?? { roles: false, definer: false, queue: false, grant: false };
  } finally {
    await sql.end();
  }
}

async function readinessOrAsk(ownerUrl: string, database: string): Promise<Ready> {
  try {
    return await readiness(ownerUrl);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!NO_SUCH_LOGIN.includes(code)) throw error;
    return askAdministrator("portico_owner cannot log in.", preparation(database));
  }
}

const ownerUrl = needed("DATABASE_OWNER_URL");
const jobsUrl = needed("DATABASE_JOBS_URL");
const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
const ready = await readinessOrAsk(ownerUrl, database);
await refuseOldServer(ownerUrl);
if (!ready.roles || !ready.definer)
  askAdministrator("The database roles of Portico are missing.", preparation(database));
if (!ready.queue && !ready.grant)
  askAdministrator("The queue's tables cannot be made.", [
    `GRANT CREATE ON DATABASE "${database}" TO portico_jobs;`,
  ]);

await migrateQueue(ownerUrl, jobsUrl);
await migrateSchema(ownerUrl);
console.log("The database is up to date.");
