import { z } from "zod";
import { CODE_LENGTH } from "./backup-codes";

export const BackupCodeDraft = z.strictObject({
  code: z.string().trim().min(1, "backup_code_missing").max(80, "backup_code_form"),
});
export type BackupCodeDraft = z.output<typeof BackupCodeDraft>;

const inAlphabet = /^[2-9A-HJKMNP-Z]+$/;
const withLookAlikes = /^[0-9A-Z]+$/;

type Typed = { code: string } | { fault: "form" | "lookalike" };

/** What was typed without spacing, case and width. */
export const bareCode = (typed: string) =>
  typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\u2009-\u2015_.-]/g, "");

/** A readable code of that length. 0, O, 1, I and L are in none: not guessed at, but told. */
export function typedCode(typed: string, length: number): Typed {
  const code = bareCode(typed);
  if (code.length !== length) return { fault: "form" };
  if (inAlphabet.test(code)) return { code };
  return { fault: withLookAlikes.test(code) ? "lookalike" : "form" };
}

export const typedBackupCode = (typed: string): Typed => typedCode(typed, CODE_LENGTH);
