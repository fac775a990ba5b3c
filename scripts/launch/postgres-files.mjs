import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { canEnter, commonFolder, program, serverAccount } from "./postgres-binaries.mjs";

/** Where the server keeps its files: here, or outside when its account may not come here. */
export function postgresFolder(wanted) {
  mkdirSync(dirname(wanted), { recursive: true });
  if (canEnter(serverAccount(), dirname(wanted))) return wanted;
  return join(commonFolder, `portico-${createHash("sha256").update(wanted).digest("hex").slice(0, 16)}`);
}

function ownedFolder(folder, account) {
  mkdirSync(folder, { mode: 0o700 });
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid);
}

/** Makes the files of a new server; a half-made folder never gets the final name. */
export function initialise(programs, folder, account, password) {
  const fresh = `${folder}.new`;
  const secret = `${folder}.secret`;
  for (const left of [fresh, secret]) rmSync(left, { recursive: true, force: true });
  ownedFolder(fresh, account);
  writeFileSync(secret, password, { mode: 0o600 });
  if (account.uid !== undefined) chownSync(secret, account.uid, account.gid);
  const args = ["-D", fresh, "-U", "postgres", "-A", "scram-sha-256", `--pwfile=${secret}`];
  const done = spawnSync(program(programs, "initdb"), [...args, "-E", "UTF8", "--locale=C", "--no-sync"], {
    ...account,
    cwd: fresh,
    encoding: "utf8",
  });
  rmSync(secret);
  if (done.status !== 0) throw new Error(`initdb failed: ${done.error?.message ?? done.stderr}`);
  renameSync(fresh, folder);
}
