import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
  timingSafeEqual,
} from "node:crypto";
import { env } from "./env";

const LOOKALIKE_FREE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"; // 31 characters, without 0 O 1 I L

/** 256 random bits, for links and cookies. */
export const newSecret = () => randomBytes(32).toString("base64url");

export const sha256 = (value: string) => createHash("sha256").update(value).digest();

/** Characters of the alphabet people can read aloud, about 4.95 bits each. */
export const readableCode = (length: number) =>
  Array.from({ length }, () => LOOKALIKE_FREE[randomInt(LOOKALIKE_FREE.length)]).join("");

/** Digits to be typed from a text message; a leading zero is one of them. */
export const digitCode = (length: number) => String(randomInt(10 ** length)).padStart(length, "0");

/** A key for one purpose only, so that the secret itself is never used (RFC 5869). */
function keyFor(purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", Buffer.from(env().PORTICO_SECRET, "base64"), "portico", purpose, 32));
}

/** A keyed hash, so that counters and cookies hold no address in clear. */
export const macOf = (purpose: string, value: string) =>
  createHmac("sha256", keyFor(`${purpose} v1`))
    .update(value)
    .digest();

/** A text with its proof of origin; `readSigned` gives the text back or null. */
export const signed = (purpose: string, text: string) =>
  `${text}.${macOf(purpose, text).toString("base64url")}`;

export function readSigned(purpose: string, value: string | undefined): string | null {
  if (!value) return null;
  const cut = value.lastIndexOf(".");
  const text = value.slice(0, Math.max(cut, 0));
  const given = Buffer.from(value.slice(cut + 1), "base64url");
  const right = macOf(purpose, text);
  return given.length === right.length && timingSafeEqual(given, right) ? text : null;
}

export const pepper = () => Buffer.from(env().PORTICO_PEPPER, "base64");

const ring = () =>
  env()
    .PORTICO_SEAL_KEYS.split(",")
    .map((part) => {
      const [id = "", key = ""] = part.split(":");
      return { id, key: Buffer.from(key, "base64") };
    });

// Said when opening as well: Node would take a shortened tag, which is quickly forged.
const TAG_BYTES = 16;

/** AES-256-GCM; `bound` ties the text to its row, so that two sealed values cannot be swapped. */
export function seal(text: string, bound: string): string {
  const [newest] = ring();
  if (!newest) throw new Error("no sealing key");
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", newest.key, iv).setAAD(Buffer.from(`${bound}|${newest.id}`));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [
    newest.id,
    iv.toString("base64url"),
    sealed.toString("base64url"),
    cipher.getAuthTag().toString("base64url"),
  ].join(".");
}

/** Throws when the text was changed, moved to another row, or sealed with a key that is gone. */
export function unseal(value: string, bound: string): string {
  const [id = "", iv = "", sealed = "", tag = ""] = value.split(".");
  const key = ring().find((one) => one.id === id);
  if (!key) throw new Error(`sealed with key "${id}", which is not in PORTICO_SEAL_KEYS`);
  const decipher = createDecipheriv("aes-256-gcm", key.key, Buffer.from(iv, "base64url"), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(`${bound}|${id}`))
    .setAuthTag(Buffer.from(tag, "base64url"));
  return decipher.update(Buffer.from(sealed, "base64url"), undefined, "utf8") + decipher.final("utf8");
}
