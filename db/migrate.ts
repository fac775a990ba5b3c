import path from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { runMigrations } from "graphile-worker";
import postgres from "postgres";

const folder = path.join(process.cwd(), "db", "migrations");
const LOCK = 7_240_019; // any number, the same for all, so that several instances can start together

/** Brings the schema up to date as its owner. */
export async function migrateSchema(ownerUrl: string): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await client`select pg_advisory_lock(${LOCK})`;
    await migrate(drizzle(client, { casing: "snake_case" }), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
}

const quiet = { debug: () => undefined, info: () => undefined, warn: console.warn, error: console.error };

/** The queue's own tables belong to `portico_jobs`, which needs CREATE on the database for this moment only. */
export async function migrateQueue(ownerOrAdminUrl: string, jobsUrl: string): Promise<void> {
  const database = new URL(jobsUrl).pathname.slice(1);
  const client = postgres(ownerOrAdminUrl, { max: 1, onnotice: () => undefined });
  try {
    await client.unsafe(`GRANT CREATE ON DATABASE "${database}" TO portico_jobs`);
    const { Logger } = await import("graphile-worker");
    await runMigrations({
      connectionString: jobsUrl,
      logger: new Logger(() => (level, message) => (level === "error" ? quiet.error(message) : undefined)),
    });
  } finally {
    await client.unsafe(`REVOKE CREATE ON DATABASE "${database}" FROM portico_jobs`);
    await client.end();
  }
}
