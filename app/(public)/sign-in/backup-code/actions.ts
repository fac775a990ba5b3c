"use server";

import { Kept } from "@/lib/factors/keep-backup-codes";
import { hashNewCode, keepNewCode, signInWithBackupCode } from "@/lib/factors/sign-in-backup-code";
import { BackupCodeDraft } from "@/lib/factors/typed-backup-code";
import { findBackupCode } from "@/lib/factors/use-backup-code";
import { leadOnFromBackupCode, leadOnToNewPhone } from "@/lib/web/backup-code";
import { identityAction } from "@/lib/web/identity-action";

/** A backup code in the place of the app's code. */
export const enterBackupCode = identityAction({
  as: "sign-in",
  input: BackupCodeDraft,
  before: findBackupCode,
  run: signInWithBackupCode,
  next: leadOnFromBackupCode,
});

/** The new code is kept: only now the old one is used up. */
export const keepCode = identityAction({
  as: "sign-in",
  input: Kept,
  before: hashNewCode,
  run: keepNewCode,
  next: leadOnToNewPhone,
});
