import { runNode } from "./run.mjs";
import { Stopped } from "./stopped.mjs";

/** Makes the roles and the database and brings it up to date; gives the application's addresses of it. */
export async function provision({ adminUrl, database, demo = false, env }) {
  const script = ["--import", "tsx", "scripts/provision.ts"];
  const done = await runNode([...script, "--database", database, ...(demo ? ["--demo"] : [])], {
    env: { ...env, DATABASE_ADMIN_URL: adminUrl },
  });
  if (!done.ok) throw new Stopped(`The database ${database} could not be prepared.`, done.output);
  return JSON.parse(done.stdout.trim().split("\n").at(-1) ?? "{}");
}

/** Forgets a database on a server that is not ours. */
export async function dropDatabase(adminUrl, database) {
  const { default: postgres } = await import("postgres");
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  await sql`drop database if exists ${sql(database)} with (force)`;
  await sql.end();
}
