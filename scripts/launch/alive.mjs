import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Whether a process with this id runs. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function commandOf(pid) {
  const told = `/proc/${pid}/cmdline`;
  if (existsSync(told)) return readFileSync(told, "utf8");
  if (process.platform === "win32") return undefined;
  return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? undefined;
}

/** Whether this id still belongs to the process it was noted for, and not to one that got it later. */
export function isStill(pid, ...words) {
  if (!pid || !isAlive(pid)) return false;
  const command = commandOf(pid);
  return command === undefined || words.some((word) => command.includes(word));
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until the process is gone; false when it is still there after the time. */
export async function isGone(pid, withinSeconds) {
  const until = Date.now() + withinSeconds * 1000;
  while (Date.now() < until) {
    if (!isAlive(pid)) return true;
    await pause(25);
  }
  return !isAlive(pid);
}
