import { domainToASCII, domainToUnicode } from "node:url";
import { z } from "zod";

const LONGEST = 254; // RFC 5321, 4.5.3.1
// RFC 5322 dot-atom: no quoted local parts, no comments, no lists.
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const domainName = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
// Control, full-width, zero-width and direction marks make two addresses look like one.
const deceptive = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFF00-\uFFEF\u3000]/u;

/** The name in ASCII; null for another spelling of a name, such as "ⓛinde.nl", "lind%65.nl" or "linde.nl/x". */
function domainOf(typed: string): string | null {
  const plain = typed.toLowerCase().normalize("NFC");
  const ascii = domainToASCII(plain);
  const isItself = plain === ascii || plain === domainToUnicode(ascii);
  return isItself && domainName.test(ascii) ? ascii : null;
}

/** The one form of an address that is stored, compared and mailed to; null when it is not an address. */
export function emailKeyOf(typed: string): string | null {
  const text = typed.trim();
  const at = text.lastIndexOf("@");
  if (at < 1 || text.length > LONGEST || deceptive.test(text)) return null;
  const local = text.slice(0, at);
  const domain = domainOf(text.slice(at + 1));
  if (!domain || local.length > 64 || !localPart.test(local)) return null;
  return `${local.toLowerCase()}@${domain}`;
}

/** A mail address as typed, proved to have a key. */
export const Email = z
  .string()
  .trim()
  .min(1, "email_missing")
  .max(LONGEST, "email_wrong")
  .refine((text) => text === "" || emailKeyOf(text) !== null, "email_wrong");

/** The key of an address that passed `Email`. */
export function keyOf(email: string): string {
  const key = emailKeyOf(email);
  if (!key) throw new Error("not an address");
  return key;
}

const shared = new Set(
  "info office kantoor administratie administration admin team contact hello hallo sales support helpdesk planning receptie reception post mail algemeen hr".split(
    " ",
  ),
);

/** Such a mailbox is often read by several people. A warning, never a refusal. */
export const looksShared = (email: string) =>
  shared.has(email.slice(0, email.lastIndexOf("@")).toLowerCase());

/** An address that can be recognised by its owner and by nobody else: a•••@linde.nl. */
export const maskedEmail = (email: string) => `${email.slice(0, 1)}•••${email.slice(email.lastIndexOf("@"))}`;
