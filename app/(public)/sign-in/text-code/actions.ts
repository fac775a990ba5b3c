"use server";

import { z } from "zod";
import { findSentCode, TextCodeDraft } from "@/lib/phones/sent-code";
import { sendSignInText, signInWithText } from "@/lib/phones/sign-in-by-text";
import { identityAction } from "@/lib/web/identity-action";
import { leadOnFromTextCode, SENT_AGAIN, signInTextOfRequest, TEXT_CODE } from "@/lib/web/phones";

/** A code to the recovery phone. */
export const sendText = identityAction({
  as: "sign-in",
  input: z.strictObject({}),
  before: signInTextOfRequest,
  run: sendSignInText,
  next: async () => TEXT_CODE,
});

/** Another one, and a word that it is on its way. */
export const sendTextAgain = identityAction({
  as: "sign-in",
  input: z.strictObject({}),
  before: signInTextOfRequest,
  run: sendSignInText,
  next: async () => `${TEXT_CODE}?${SENT_AGAIN}`,
});

/** The code of the text opens the set-up of a new second step. */
export const enterTextCode = identityAction({
  as: "sign-in",
  input: TextCodeDraft,
  before: findSentCode<"sign-in">,
  run: signInWithText,
  next: leadOnFromTextCode,
});
