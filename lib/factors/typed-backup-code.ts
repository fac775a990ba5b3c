import { z } from "zod";
import { CODE_LENGTH } from "./backup-codes";

export const BackupCodeDraft = z.strictObject({
  code: z.string().trim().min(1, "backup_code_missing").max(80, "backup_code_form"),
});
export type BackupCodeDraft = z.output<typeof BackupCodeDraft>;

const inAlphabet = new RegExp(`^[2-9A-HJKMNP-Z]{${CODE_LENGTH}}$`);
const withLookAlikes = new RegExp(`^[0-9A-Z]{${CODE_LENGTH}}$`);

type Typed = { code: string } | { fault: "form" | "lookalike" };

/** Any spacing, case or width. 0, O, 1, I and L are in no code: not guessed at, but told. */
export function typedBackupCode(typed: string): Typed {
  const code = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\u2009-\u2015_.-]/g, "");
  if (inAlphabet.test(code)) return { code };
  return { fault: withLookAlikes.test(code) ? "lookalike" : "form" };
}
