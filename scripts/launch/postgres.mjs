import { spawn } from "node:child_process";
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, isGone, isStill, pause } from "./alive.mjs";
import { freePort } from "./port.mjs";
import { postgresPrograms, program, serverAccount } from "./postgres-binaries.mjs";
import { initialise, postgresFolder } from "./postgres-files.mjs";

const QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum_naptime=1d"];
const ATTEMPTS = 5;
const PATIENCE_SECONDS = 60;

/** The server that runs on these files, if one does and takes connections. */
function runningOn(folder) {
  const file = join(folder, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  if (!isStill(pid, folder)) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

async function readyOn(folder, child) {
  const until = Date.now() + PATIENCE_SECONDS * 1000;
  while (Date.now() < until && child.exitCode === null && child.signalCode === null) {
    const server = runningOn(folder);
    if (server?.ready && server.pid === child.pid) return server;
    await pause(20);
  }
  return undefined;
}

async function launch(programs, folder, account, fast) {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=120",
    ...(fast ? QUICK : []),
  ];
  const log = `${folder}.log`;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const said = openSync(log, "a", 0o600);
    const args = [
      "-D",
      folder,
      "-p",
      String(await freePort()),
      ...settings.flatMap((setting) => ["-c", setting]),
    ];
    // Detached: Ctrl-C must reach the launcher only, which ends the application first.
    const child = spawn(program(programs, "postgres"), args, {
      ...account,
      cwd: folder,
      detached: true,
      stdio: ["ignore", said, said],
    });
    const server = await readyOn(folder, child);
    if (server) return server;
    await pause(500); // after a kill -9 its shared memory lives on for a moment
  }
  throw new Error(`PostgreSQL did not start:\n${readFileSync(log, "utf8").slice(-2000)}`);
}

async function stopServer(pid) {
  if (!isAlive(pid)) return;
  process.kill(pid, "SIGINT");
  if (await isGone(pid, 20)) return;
  process.kill(pid, "SIGQUIT");
  await isGone(pid, 5);
}

// One whose launcher was killed belongs to the next launcher; one in use stays its launcher's.
function claim(folder) {
  const file = `${folder}.launcher`;
  const launcher = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (launcher !== process.pid && isStill(launcher, "scripts/")) return false;
  writeFileSync(file, String(process.pid));
  return true;
}

/** Starts PostgreSQL on these files, or uses the one that runs there already. */
export async function startPostgres({ folder: wanted, password, fast = false }) {
  const folder = postgresFolder(wanted);
  const account = serverAccount();
  const found = runningOn(folder);
  const own = claim(folder) || !found;
  if (!found && !existsSync(join(folder, "PG_VERSION")))
    initialise(postgresPrograms(account), folder, account, password);
  const server = found ?? (await launch(postgresPrograms(account), folder, account, fast));
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${server.port}/postgres`;
  return { adminUrl, folder, stop: async () => own && stopServer(server.pid) };
}

/** Ends what still runs on these files and removes them. */
export async function removePostgres(wanted) {
  const folder = postgresFolder(wanted);
  const server = runningOn(folder);
  if (server) await stopServer(server.pid);
  for (const end of ["", ".new", ".log", ".secret", ".launcher"])
    rmSync(`${folder}${end}`, { recursive: true, force: true });
}
