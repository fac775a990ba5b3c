"use server";

import { countCode, SignInCodeDraft, signInWithCode } from "@/lib/factors/sign-in-code";
import { leadOnFromCode } from "@/lib/web/code";
import { identityAction } from "@/lib/web/identity-action";

/** The code from the app: with it the sign-in is complete. */
export const enterCode = identityAction({
  as: "sign-in",
  input: SignInCodeDraft,
  before: countCode,
  run: signInWithCode,
  next: leadOnFromCode,
});
