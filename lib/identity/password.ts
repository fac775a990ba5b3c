import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";
import { isCommonPassword } from "@/lib/identity/common-passwords";
import { queued } from "@/lib/identity/hashing-queue";
import type { PasswordRule } from "@/lib/policy/policy";
import { Refusal } from "@/lib/refusal";
import { pepper } from "@/lib/secrets";

/** OWASP ASVS 5.0, 11.4.2: argon2id, 19 MiB, two passes; argon2id is the default of the library. */
const parameters = () => ({ memoryCost: 19_456, timeCost: 2, parallelism: 1, secret: pepper() });

const MOST_BYTES = 1024;

/** Refused before it is hashed when oversized; never cut, only brought to one Unicode form. */
export const Password = z
  .string()
  .min(1, "password_missing")
  .refine((text) => Buffer.byteLength(text) <= MOST_BYTES, "password_long")
  .transform((text) => text.normalize("NFC"));

/** The hash of a password, a backup code or an answer, in PHC format. Waits for its turn on the processor. */
export const slowHash = (text: string) => queued(() => hash(text, parameters()));

// Made once per process: an unknown name costs the same time as a known one.
let decoy: Promise<string> | undefined;

/** True when the text gives this hash. Without a hash the answer is "no", in the same time. */
export async function matchesSlowHash(stored: string | null, text: string): Promise<boolean> {
  decoy ??= hash("nobody's password", parameters());
  const against = stored ?? (await decoy);
  const right = await verify(against, text, parameters());
  return right && stored !== null;
}

/** Whether a hash was made with other parameters than those of now (PHC string format). */
export function needsRehash(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = parameters();
  return !stored.startsWith(`$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`);
}

const WORD_LENGTH = 4;

const wordsOf = (context: readonly string[]) =>
  context
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= WORD_LENGTH);

export type PasswordFault =
  | "password_short"
  | "password_capitals"
  | "password_digits"
  | "password_common"
  | "password_context";

/** A browser counts the same way in components/password-rules.tsx. */
const many = (text: string, kind: RegExp) => text.match(kind)?.length ?? 0;

function formFault(password: string, rule: PasswordRule): PasswordFault | null {
  if ([...password].length < rule.passwordLength) return "password_short";
  if (many(password, /\p{Lu}/gu) < rule.capitals) return "password_capitals";
  return many(password, /\p{Nd}/gu) < rule.digits ? "password_digits" : null;
}

const onlyRepeats = (text: string) => new Set(text).size <= 2;

const LEFT_LENGTH = 8;

/** Mostly names anyone can guess: what is left without all of them is too short to count. */
function leansOn(text: string, words: readonly string[]): boolean {
  // The longest first, so that a name within a name leaves nothing behind.
  const left = [...words]
    .sort((a, b) => b.length - a.length)
    .reduce((rest, word) => rest.replaceAll(word, ""), text);
  return left !== text && left.length < LEFT_LENGTH;
}

/** What is wrong with a new password, or null. `context` holds the tenant's, product's and person's words. */
export function passwordFault(
  password: string,
  rule: PasswordRule,
  context: readonly string[],
): PasswordFault | null {
  const text = password.toLowerCase();
  const fault = formFault(password, rule);
  if (fault) return fault;
  if (isCommonPassword(text) || onlyRepeats(text)) return "password_common";
  return leansOn(text, wordsOf(["portico portal", ...context])) ? "password_context" : null;
}

/** A new password that the rule refuses, with what the sentence needs. */
export function refusePassword(
  password: string,
  { passwordLength, capitals, digits }: PasswordRule,
  context: readonly string[],
  field = "password",
): void {
  const fault = passwordFault(password, { passwordLength, capitals, digits }, context);
  if (fault) throw new Refusal(fault, { length: passwordLength, capitals, digits }, field);
}
