import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isAlive, isGone, isStill, pause } from "./alive.mjs";
import { atEnd, isEnding } from "./ending.mjs";
import { root } from "./root.mjs";
import { Stopped } from "./stopped.mjs";

const tail = (file) => readFileSync(file, "utf8").split("\n").slice(-40).join("\n");

async function stop(pid) {
  if (!isAlive(pid)) return;
  process.kill(pid, "SIGTERM");
  if (await isGone(pid, 10)) return;
  process.kill(pid, "SIGKILL");
  await isGone(pid, 2);
}

function readKept(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** Starts a long-running script of Node's, whose words go to a file, and sees to it that it ends with us. */
export function startChild(name, args, { env, folder }) {
  const log = join(folder, `${name}.log`);
  mkdirSync(dirname(log), { recursive: true });
  const said = openSync(log, "w", 0o600);
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", said, said],
  });
  closeSync(said);
  const kept = join(folder, "running.json");
  writeFileSync(kept, JSON.stringify({ ...readKept(kept), launcher: process.pid, [name]: child.pid }));
  const exited = new Promise((resolve) => child.once("exit", resolve));
  atEnd(name, () => stop(child.pid));
  return { name, log, exited, hasExited: () => child.exitCode !== null || child.signalCode !== null };
}

/** Waits until the address answers well; says what the process said when it ends or takes too long. */
export async function waitFor(child, url, seconds = 60) {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until && !child.hasExited() && !isEnding()) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Stopped(`${child.name} did not answer at ${url}.`, tail(child.log));
}

/** What an earlier launcher left behind: its id while it still runs, else its orphans are ended. */
export async function earlierLauncher(folder) {
  const kept = join(folder, "running.json");
  const { launcher, ...children } = readKept(kept);
  if (launcher !== process.pid && isStill(launcher, "scripts/demo.mjs")) return launcher;
  for (const pid of Object.values(children)) if (isStill(pid, root, "next-server")) await stop(pid);
  rmSync(kept, { force: true });
  return undefined;
}
