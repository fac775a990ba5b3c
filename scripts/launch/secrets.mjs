import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const bytes = () => randomBytes(32).toString("base64");

/** Secrets for one installation on this machine. */
export const newSecrets = () => ({
  PORTICO_SECRET: bytes(),
  PORTICO_SEAL_KEYS: `k1:${bytes()}`,
  PORTICO_PEPPER: bytes(),
  POSTGRES_PASSWORD: randomBytes(24).toString("hex"),
});

/** The secrets of the demo: made once, readable by their owner only. */
export function keptSecrets(file) {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const secrets = newSecrets();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}
