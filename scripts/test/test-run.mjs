import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "../launch/alive.mjs";
import { atEnd } from "../launch/ending.mjs";
import { removePostgres, startPostgres } from "../launch/postgres.mjs";
import { root } from "../launch/root.mjs";
import { newSecrets } from "../launch/secrets.mjs";

const runs = join(root, ".data", "test");

/** Where this run keeps its files; every run has its own, so that two can go on at once. */
export const runFolder = join(runs, String(process.pid));
export const runSecrets = newSecrets();

const isPast = (name) => !isAlive(Number(name)) || name === String(process.pid);

// Runs that were killed leave their files; runs that go on keep theirs.
async function sweep() {
  mkdirSync(runs, { recursive: true });
  for (const name of readdirSync(runs).filter(isPast)) {
    await removePostgres(join(runs, name, "postgres"));
    rmSync(join(runs, name), { recursive: true, force: true });
  }
}

/** A new, quick and careless PostgreSQL, gone after the run; gives the address of its administrator. */
export async function startTestDatabase() {
  await sweep();
  const files = join(runFolder, "postgres");
  const server = await startPostgres({ folder: files, password: runSecrets.POSTGRES_PASSWORD, fast: true });
  atEnd("PostgreSQL", async () => {
    await server.stop();
    await removePostgres(files);
    rmSync(runFolder, { recursive: true, force: true });
  });
  return server.adminUrl;
}
