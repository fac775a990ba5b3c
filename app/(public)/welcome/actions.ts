"use server";

import { confirmTotp } from "@/lib/factors/confirm-totp";
import { hashHeldCodes, Kept, keepBackupCodes } from "@/lib/factors/keep-backup-codes";
import { CodeDraft, countCode } from "@/lib/factors/sign-in-code";
import { leadOnFromEnrolment } from "@/lib/web/code";
import { identityAction } from "@/lib/web/identity-action";
import { leadOnFromSetUp } from "@/lib/web/set-up";

/** Proves the key on the screen by a code of it. */
export const confirmCode = identityAction({
  as: "activation",
  input: CodeDraft,
  before: countCode,
  run: (tx, { code }) => confirmTotp(tx, code),
  next: leadOnFromEnrolment,
});

/** The sheet is kept: the set-up is done. */
export const keepCodes = identityAction({
  as: "activation",
  input: Kept,
  before: hashHeldCodes,
  run: keepBackupCodes,
  next: leadOnFromSetUp,
});
