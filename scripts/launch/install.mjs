import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { oneAtATime } from "./lock.mjs";
import { stage } from "./progress.mjs";
import { installed, root } from "./root.mjs";
import { run, runNode } from "./run.mjs";
import { Stopped } from "./stopped.mjs";

const stamp = installed(".install-stamp");

const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");

function fingerprint() {
  const lock = read(join(root, "package-lock.json"));
  return createHash("sha256").update(`${process.platform} ${process.arch} ${lock}`).digest("hex");
}

/** Whether npm itself noted, at the end of an earlier run, all that the lock asks for. */
function isComplete() {
  const lock = read(join(root, "package-lock.json"));
  const noted = read(installed(".package-lock.json"));
  if (!lock || !noted) return false;
  const present = JSON.parse(noted).packages;
  return Object.entries(JSON.parse(lock).packages).every(
    ([place, { version, optional }]) => place === "" || optional || present[place]?.version === version,
  );
}

function npm(...args) {
  const env = { ...process.env, NODE_ENV: "", PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" };
  const script = process.env.npm_execpath;
  const all = [...args, "--include=dev", "--no-audit", "--no-fund"];
  if (script?.endsWith(".js")) return run(process.execPath, [script, ...all], { env });
  return run(process.platform === "win32" ? "npm.cmd" : "npm", all, { env });
}

async function installAll() {
  const clean = existsSync(`${root}/package-lock.json`) ? await npm("ci") : { ok: false };
  if (clean.ok) return;
  // A lock written where other platforms' packages cannot be resolved makes `npm ci` refuse.
  const plain = await npm("install");
  if (!plain.ok) throw new Stopped("The packages could not be installed.", plain.output);
}

/** What is not in the packages but made from one: the list of common passwords. */
async function makePasswords() {
  const made = await runNode(["--import", "tsx", join(root, "scripts", "common-passwords.ts")]);
  if (!made.ok) throw new Stopped("The list of common passwords could not be made.", made.output);
}

/** Installs the packages when the lock has changed since the last time, and makes what is made from them. */
export const install = () =>
  oneAtATime("install", async () => {
    if (read(stamp) !== fingerprint()) {
      if (!isComplete()) await stage("Installing packages (a minute or two the first time)", installAll);
      writeFileSync(stamp, fingerprint());
    }
    await makePasswords();
  });
