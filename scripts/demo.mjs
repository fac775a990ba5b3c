import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startApplication, startMailbox } from "./launch/application.mjs";
import { build } from "./launch/build.mjs";
import { earlierLauncher } from "./launch/child.mjs";
import { dropDatabase, provision } from "./launch/database.mjs";
import { atEnd, endAll, endOnSignals, isEnding } from "./launch/ending.mjs";
import { environment } from "./launch/environment.mjs";
import { install } from "./launch/install.mjs";
import { freePort, portFrom } from "./launch/port.mjs";
import { removePostgres, startPostgres } from "./launch/postgres.mjs";
import { stage } from "./launch/progress.mjs";
import { root } from "./launch/root.mjs";
import { keptSecrets } from "./launch/secrets.mjs";

const DATABASE = "portico_demo";
const folder = join(root, ".data", "demo");
const postgresFiles = join(folder, "postgres");
const signIns = join(folder, "sign-ins.json");
const givenServer = process.env.DATABASE_URL;

async function startAnew() {
  if (givenServer) await dropDatabase(givenServer, DATABASE);
  else await removePostgres(postgresFiles);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

async function startDatabase(password) {
  if (givenServer) return givenServer;
  const server = await stage("Starting PostgreSQL", () => startPostgres({ folder: postgresFiles, password }));
  atEnd("PostgreSQL", server.stop);
  return server.adminUrl;
}

function printSignIns() {
  const people = existsSync(signIns) ? JSON.parse(readFileSync(signIns, "utf8")) : [];
  if (people.length === 0) return;
  console.log("\n  Sign in as:");
  const width = Math.max(...people.map(({ email }) => email.length));
  for (const { email, password, name, role, tenant, story } of people)
    console.log(
      `    ${email.padEnd(width)}  ${password}   ${[name, role, tenant, story].filter(Boolean).join(", ")}`,
    );
}

function printWelcome(port, mailboxPort) {
  console.log(`\n  Portico   http://localhost:${port}`);
  console.log(`  Mailbox   http://localhost:${mailboxPort}        every mail and text that Portico sends`);
  console.log(`  Codes     http://localhost:${mailboxPort}/codes  the codes of the second step, now`);
  printSignIns();
  console.log("\n  Ctrl-C stops it. The data stays; `npm run demo -- --reset` starts anew.\n");
}

async function demo() {
  await install();
  if (process.argv.includes("--reset")) await stage("Starting anew", startAnew);
  mkdirSync(folder, { recursive: true });
  const secrets = keptSecrets(join(folder, "secrets.json"));
  const ports = {
    port: await portFrom(3000, "Portico"),
    mailbox: await portFrom(8025, "the mailbox"),
    smtpPort: await freePort(),
  };
  const settings = { secrets, mode: "demo", port: ports.port, smtpPort: ports.smtpPort, signIns };

  const adminUrl = await startDatabase(secrets.POSTGRES_PASSWORD);
  const urls = await stage("Preparing the database", () =>
    provision({ adminUrl, database: DATABASE, demo: true, env: environment(settings) }),
  );
  const env = environment({ ...settings, urls });
  await stage("Starting the mailbox", () =>
    startMailbox({ env, smtpPort: ports.smtpPort, port: ports.mailbox, folder }),
  );
  await build();
  const application = await stage("Starting Portico", () =>
    startApplication({ env, port: ports.port, folder }),
  );
  printWelcome(ports.port, ports.mailbox);
  await application.exited;
  if (!isEnding()) throw new Error(`Portico stopped by itself; ${application.log} says why.`);
}

async function main() {
  endOnSignals({ SIGINT: 0, SIGTERM: 0, SIGHUP: 0 });
  const other = await earlierLauncher(folder);
  if (other) {
    console.log(`The demo already runs (process ${other}). Stop that one first.`);
    return;
  }
  try {
    await demo();
  } catch (error) {
    if (isEnding()) return;
    console.error(`\n${error.output ?? ""}\n${error.message}`);
    process.exitCode = 1;
    await endAll();
  }
}

await main();
