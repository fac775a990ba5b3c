import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hasEntry } from "./bloom-filter";

/** Made by scripts/common-passwords.ts; what it holds is said in docs/notices/common-passwords.md. */
export const commonPasswordsFile = () => join(process.cwd(), "lib", "identity", "common-passwords.filter");

/** In front of the filter: what it was made from, and how many entries it has. */
export const STAMP_BYTES = 32;
export const HEAD_BYTES = STAMP_BYTES + 4;

// Read once per process, and only where somebody chooses a password.
let filter: Uint8Array | undefined;

/** Whether it is one of the million most used, as it stands or in other capitals. */
export function isCommonPassword(password: string): boolean {
  filter ??= readFileSync(commonPasswordsFile()).subarray(HEAD_BYTES);
  return hasEntry(filter, password.normalize("NFC").toLowerCase());
}
