import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";

const AT_ONCE = 1000;
const OFFICES = 40;

/** As ASP.NET Identity 2 writes it; bytes that are the password of nobody. */
const hashOf = (n) => {
  const bytes = createHash("sha512").update(`old ${n}`).digest().subarray(0, 48);
  return Buffer.concat([Buffer.from([0]), bytes]).toString("base64");
};

const row = (n) =>
  `old.user.${n};Office ${n % OFFICES};Bench Person ${n};old-${n}@bench.test;06 1234 ${n};yes;${hashOf(n)};aspnet2\r\n`;

/** A list of so many sound old accounts, as a company would export it. */
export async function writeOldList(path, count) {
  const file = createWriteStream(path);
  file.write("UserName;Office;Name;E-mail;Cell;Active;PasswordHash;HashScheme\r\n");
  for (let from = 0; from < count; from += AT_ONCE) {
    const part = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, n) => row(from + n)).join("");
    if (!file.write(part)) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
}
