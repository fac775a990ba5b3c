// A registry that lacks other platforms' packages leaves them out of the lock, and `npm ci` then fails elsewhere.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./launch/root.mjs";

const SYSTEMS = [
  "darwin",
  "linux",
  "win32",
  "android",
  "freebsd",
  "netbsd",
  "openbsd",
  "sunos",
  "aix",
  "openharmony",
];
const SYSTEM_OF = { ...Object.fromEntries(SYSTEMS.map((name) => [name, name])), windows: "win32" };
const CPUS = ["x64", "arm64", "arm", "ia32", "s390x", "riscv64", "loong64", "wasm32", "ppc64", "mips64el"];
const CPU_OF = { ...Object.fromEntries(CPUS.map((name) => [name, name])), armv7: "arm", ppc64le: "ppc64" };

const known = (table, words) => words.map((word) => table[word]).find(Boolean);

/** What the lock should say of a package that only its name tells about. */
function entryFor(name, range, isDev) {
  const words = name.split(/[-/]/);
  const os = known(SYSTEM_OF, words);
  const cpu = known(CPU_OF, words);
  if (!os && !cpu) return undefined;
  return {
    version: range.replace(/^[\^~]/, ""),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(isDev ? { dev: true } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
}

const wishes = (packages) =>
  Object.entries(packages).flatMap(([place, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies).map(([name, range]) => ({ place, name, range, dev })),
  );

function complete(packages) {
  const added = [];
  for (const { place, name, range, dev } of wishes(packages)) {
    const top = `node_modules/${name}`;
    const entry = packages[`${place}/${top}`] || packages[top] ? undefined : entryFor(name, range, dev);
    if (!entry) continue;
    packages[top] = entry;
    added.push(name);
  }
  return added;
}

const file = join(root, "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const added = complete(lock.packages);
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added.length} packages added to the lock.`);
