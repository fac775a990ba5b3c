import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownEnvironment } from "./environment.mjs";
import { oneAtATime } from "./lock.mjs";
import { stage } from "./progress.mjs";
import { installed, root } from "./root.mjs";
import { runNode } from "./run.mjs";
import { Stopped } from "./stopped.mjs";

const FOLDERS = ["app", "components", "db", "lib", "public"];
const FILES = [
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "next.config.js",
  "proxy.ts",
  "instrumentation.ts",
];
const NOT_BUILT = /\.test\.tsx?$|\.sql$|[\\/]testing[\\/]/;
const stamp = join(root, ".next", "portico-build");

function filesIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => !NOT_BUILT.test(name) && statSync(join(root, name)).isFile());
}

function fingerprint() {
  const hash = createHash("sha256").update(process.version);
  const files = [...FILES.filter((name) => existsSync(join(root, name))), ...FOLDERS.flatMap(filesIn)];
  for (const name of files.sort()) hash.update(`\0${name}\0`).update(readFileSync(join(root, name)));
  return hash.digest("hex");
}

function buildId() {
  const file = join(root, ".next", "BUILD_ID");
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

const isBuilt = (wanted) => existsSync(stamp) && readFileSync(stamp, "utf8") === `${wanted} ${buildId()}`;

async function buildNow(wanted) {
  rmSync(stamp, { force: true });
  const env = { ...ownEnvironment(), NEXT_TELEMETRY_DISABLED: "1" };
  const built = await runNode([installed("next", "dist", "bin", "next"), "build"], { env });
  if (!built.ok) throw new Stopped("The application could not be built.", built.output);
  writeFileSync(stamp, `${wanted} ${buildId()}`);
}

/** Builds the application when its sources have changed since the last build. */
export const build = () =>
  oneAtATime("build", async () => {
    const wanted = fingerprint();
    if (!isBuilt(wanted)) await stage("Building the application", () => buildNow(wanted));
  });
