"use server";

import { z } from "zod";
import { confirmTotpChange, startTotpChange, TotpChange } from "@/lib/factors/change-totp";
import { Kept } from "@/lib/factors/keep-backup-codes";
import { hashOwnSheet, keepOwnSheet, startOwnSheet } from "@/lib/factors/own-sheet";
import { FactorChoice, removeTotp } from "@/lib/factors/remove-totp";
import { countCode } from "@/lib/factors/sign-in-code";
import { changePassword, PasswordChange, preparePasswordChange } from "@/lib/identity/change-password";
import { endOneSession, endOtherSessions, SessionChoice } from "@/lib/identity/own-sessions";
import { OpeningDraft, openSecurity, prepareOpening } from "@/lib/sign-in/open-security";
import {
  leadOnFromOpening,
  leadOnFromPasswordChange,
  leadOnFromTotpChange,
  SECURITY,
} from "@/lib/web/account";
import { identityAction } from "@/lib/web/identity-action";

/** The password, and the code where it is due, before anything is shown. */
export const open = identityAction({
  as: "session",
  input: OpeningDraft,
  before: prepareOpening,
  run: openSecurity,
  next: leadOnFromOpening,
});

/** A new app: the old one keeps working meanwhile. */
export const startAppChange = identityAction({
  as: "session",
  fresh: true,
  input: z.strictObject({}),
  run: startTotpChange,
  next: async () => `${SECURITY}/authenticator`,
});

/** The new app takes over. */
export const confirmAppChange = identityAction({
  as: "session",
  fresh: true,
  input: TotpChange,
  before: ({ sessionId, identityId }, input) => countCode({ flowId: sessionId, identityId }, input),
  run: confirmTotpChange,
  next: leadOnFromTotpChange,
});

/** An app that is not used any more. */
export const removeApp = identityAction({
  as: "session",
  fresh: true,
  input: FactorChoice,
  run: removeTotp,
  next: async () => `${SECURITY}?done=removed`,
});

/** New codes on the screen; they do not count yet. */
export const makeCodes = identityAction({
  as: "session",
  fresh: true,
  input: z.strictObject({}),
  run: startOwnSheet,
  next: async () => `${SECURITY}/backup-codes`,
});

/** The new codes are saved: now they count. */
export const keepNewCodes = identityAction({
  as: "session",
  input: Kept,
  before: hashOwnSheet,
  run: keepOwnSheet,
  next: async () => `${SECURITY}?done=codes`,
});

/** From the password of now to another one. */
export const savePassword = identityAction({
  as: "session",
  fresh: true,
  input: PasswordChange,
  before: preparePasswordChange,
  run: changePassword,
  next: leadOnFromPasswordChange,
});

/** Signs out one device. */
export const endDevice = identityAction({
  as: "session",
  fresh: true,
  input: SessionChoice,
  run: endOneSession,
  next: async () => `${SECURITY}?done=session`,
});

/** Signs out every device but this one. */
export const endOtherDevices = identityAction({
  as: "session",
  fresh: true,
  input: z.strictObject({}),
  run: (tx) => endOtherSessions(tx, "signed_out_everywhere"),
  next: async () => `${SECURITY}?done=others`,
});
