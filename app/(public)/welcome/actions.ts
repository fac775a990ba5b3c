"use server";

import { z } from "zod";
import { finishSecondStep, SetUpDraft } from "@/lib/factors/finish-second-step";
import { hashHeldCodes, Kept, keepBackupCodes } from "@/lib/factors/keep-backup-codes";
import {
  isOwnPassword,
  PasswordAgain,
  putOffNewPhone,
  takeUpNewPhone,
} from "@/lib/factors/put-off-new-phone";
import { countCode } from "@/lib/factors/sign-in-code";
import { leadOnFromEnrolment } from "@/lib/web/code";
import { identityAction } from "@/lib/web/identity-action";
import { leadOnFromPuttingOff, leadOnFromTakingUp } from "@/lib/web/new-phone";
import { leadOnFromSetUp } from "@/lib/web/set-up";

/** Proves the key on the screen by a code of it. */
export const confirmCode = identityAction({
  as: "activation",
  input: SetUpDraft,
  before: countCode,
  run: finishSecondStep,
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

/** "Not now": in by the backup code, the new phone later. */
export const putOff = identityAction({
  as: "activation",
  input: z.strictObject({}),
  run: putOffNewPhone,
  next: leadOnFromPuttingOff,
});

/** The new phone that was put off. */
export const takeUp = identityAction({
  as: "session",
  input: PasswordAgain,
  before: isOwnPassword,
  run: takeUpNewPhone,
  next: leadOnFromTakingUp,
});
