"use server";

import { z } from "zod";
import { CodeDraft } from "@/lib/factors/sign-in-code";
import { findSentCode } from "@/lib/phones/sent-code";
import { sendSignInText, signInWithText } from "@/lib/phones/sign-in-by-text";
import { identityAction } from "@/lib/web/identity-action";
import { leadOnFromTextCode, signInTextOfRequest, TEXT_CODE } from "@/lib/web/phones";

/** A code to the recovery phone. */
export const sendText = identityAction({
  as: "sign-in",
  input: z.strictObject({}),
  before: signInTextOfRequest,
  run: sendSignInText,
  next: async () => TEXT_CODE,
});

/** The code of the text opens the set-up of a new second step. */
export const enterTextCode = identityAction({
  as: "sign-in",
  input: CodeDraft,
  before: findSentCode<"sign-in">,
  run: signInWithText,
  next: leadOnFromTextCode,
});
