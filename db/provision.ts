import postgres from "postgres";
import { migrateQueue, migrateSchema } from "./migrate";
import { type DatabaseUrls, databaseSql, roleNames, rolesSql, urlsFor } from "./roles";

const silent = { max: 1, onnotice: () => undefined };

/** Makes the roles, the database and its schema from one URL that may do so; harmless to repeat. For demo and tests. */
export async function provision(adminUrl: string, database: string): Promise<DatabaseUrls> {
  const urls = urlsFor(adminUrl, database);
  const admin = postgres(adminUrl, silent);
  try {
    await admin.unsafe(rolesSql);
    for (const [name, role] of Object.entries(roleNames)) {
      const { password } = new URL(urls[name as keyof DatabaseUrls]);
      await admin.unsafe(`ALTER ROLE ${role} PASSWORD '${password}'`);
    }
    const known = await admin`select 1 from pg_database where datname = ${database}`;
    if (known.length === 0) await admin.unsafe(`CREATE DATABASE "${database}" OWNER portico_owner`);
    for (const statement of databaseSql(database)) await admin.unsafe(statement);
  } finally {
    await admin.end();
  }
  await migrateQueue(databaseUrl(adminUrl, database), urls.DATABASE_JOBS_URL);
  await migrateSchema(urls.DATABASE_OWNER_URL);
  return urls;
}

function databaseUrl(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.toString();
}
