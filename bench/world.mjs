import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startApplication } from "../scripts/launch/application.mjs";
import { dropDatabase, provision } from "../scripts/launch/database.mjs";
import { atEnd } from "../scripts/launch/ending.mjs";
import { environment } from "../scripts/launch/environment.mjs";
import { freePort } from "../scripts/launch/port.mjs";
import { startPostgres } from "../scripts/launch/postgres.mjs";
import { stage } from "../scripts/launch/progress.mjs";
import { root } from "../scripts/launch/root.mjs";
import { runNode } from "../scripts/launch/run.mjs";
import { keptSecrets } from "../scripts/launch/secrets.mjs";
import { Stopped } from "../scripts/launch/stopped.mjs";
import { startRelay } from "./relay.mjs";
import { administrator } from "./statements.mjs";

const DATABASE = "portico_bench";
const folder = join(root, ".data", "bench");

/** PostgreSQL with its usual safety (fsync on), which also counts statements. */
async function startDatabase(password) {
  const files = { folder: join(folder, "postgres"), password };
  const first = await startPostgres(files);
  const sql = administrator(first.adminUrl);
  await sql.unsafe("alter system set shared_preload_libraries = 'pg_stat_statements'");
  await sql.unsafe("alter system set pg_stat_statements.track_planning = on");
  await sql.end();
  await first.stop();
  const server = await startPostgres(files);
  atEnd("PostgreSQL", server.stop);
  const pid = Number(readFileSync(join(server.folder, "postmaster.pid"), "utf8").split("\n")[0]);
  return { adminUrl: server.adminUrl, pid };
}

async function seed({ env, adminUrl }, sizes, others) {
  const url = new URL(adminUrl);
  url.pathname = `/${DATABASE}`;
  const script = [
    "--conditions=react-server",
    "--import",
    "tsx",
    "bench/seed.ts",
    JSON.stringify(sizes),
    String(others),
  ];
  const done = await runNode(script, { env: { ...env, BENCH_ADMIN_URL: url.href } });
  if (!done.ok) throw new Stopped("The people could not be made.", done.output);
  return JSON.parse(done.stdout.trim().split("\n").at(-1));
}

const pidOf = (name) => JSON.parse(readFileSync(join(folder, "running.json"), "utf8"))[name];

async function serve(settings, urls) {
  const port = await freePort();
  // One proxy is believed, so that the load can come from many addresses.
  const env = { ...environment({ ...settings, port, urls }), WORKER: "off", TRUSTED_PROXIES: "1" };
  await startApplication({ env, port, folder });
  return { port, pid: pidOf("application"), origin: env.APP_URL };
}

/** A second application whose words with the database are counted on their way. */
async function serveCounted(settings, urls) {
  const relay = await startRelay(Number(new URL(urls.DATABASE_URL).port));
  const through = Object.fromEntries(
    Object.entries(urls).map(([name, url]) => [
      name,
      url.replace(`:${new URL(url).port}/`, `:${relay.port}/`),
    ]),
  );
  return { ...(await serve(settings, through)), relay };
}

/** An empty database that is ready, and the settings of an application on it. */
export async function startPlainWorld() {
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, "running.json"), { force: true });
  const secrets = keptSecrets(join(folder, "secrets.json"));
  const settings = { secrets, mode: "test", port: 1, smtpPort: await freePort() };
  const database = await stage("Starting PostgreSQL", () => startDatabase(secrets.POSTGRES_PASSWORD));
  await dropDatabase(database.adminUrl, DATABASE);
  const urls = await stage("Preparing the database", () =>
    provision({ adminUrl: database.adminUrl, database: DATABASE, env: environment(settings) }),
  );
  const env = { ...environment({ ...settings, urls }), WORKER: "off" };
  return { database, settings, urls, env, folder };
}

/** Everything the measures need: a filled database, the application on it, and sessions to ask with. */
export async function startWorld(sizes, others) {
  const { database, settings, urls, env } = await startPlainWorld();
  const people = await stage(`Making ${sizes.join(" and ")} people`, () =>
    seed({ env, adminUrl: database.adminUrl }, sizes, others),
  );
  const sql = administrator(database.adminUrl, DATABASE);
  atEnd("the counting", () => sql.end());
  await sql.unsafe("create extension if not exists pg_stat_statements");
  await sql.unsafe("vacuum analyze");
  const application = await stage("Starting Portico", () => serve(settings, urls));
  const counted = await stage("Starting Portico behind a counter", () => serveCounted(settings, urls));
  return {
    database,
    sql,
    people,
    application,
    counted,
    env,
    folder,
  };
}
