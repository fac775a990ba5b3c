"use server";

import { answerPassword } from "@/lib/sign-in/answer-password";
import { SignInDraft } from "@/lib/sign-in/check-password";
import { publicAction } from "@/lib/web/public-action";
import { leadOnFromPassword, passwordOfRequest } from "@/lib/web/sign-in";

/** The name and the password; what follows depends on what this identity has. */
export const signIn = publicAction({
  reason: "sign in",
  limit: null,
  input: SignInDraft,
  before: passwordOfRequest,
  run: answerPassword,
  next: leadOnFromPassword,
});
