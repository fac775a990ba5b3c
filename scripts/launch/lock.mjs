import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, pause } from "./alive.mjs";
import { root } from "./root.mjs";

function tookLock(file) {
  try {
    mkdirSync(join(root, ".data"), { recursive: true });
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    const holder = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
    if (holder && !isAlive(holder)) rmSync(file, { force: true });
    return false;
  }
}

/** Runs started at the same time do this one after another; what a killed run holds is taken over. */
export async function oneAtATime(name, work) {
  const file = join(root, ".data", `${name}-lock`);
  while (!tookLock(file)) await pause(500);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
