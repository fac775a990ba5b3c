"use server";

import { z } from "zod";
import { answerPassword } from "@/lib/sign-in/answer-password";
import { CompanySignInDraft, SignInDraft } from "@/lib/sign-in/check-password";
import { forgetDoor } from "@/lib/web/door";
import { publicAction } from "@/lib/web/public-action";
import {
  companyPasswordOfRequest,
  leadOnFromCompanyPassword,
  leadOnFromPassword,
  passwordOfRequest,
} from "@/lib/web/sign-in";

/** The address and the password; what follows depends on what this identity has. */
export const signIn = publicAction({
  reason: "sign in",
  limit: null,
  input: SignInDraft,
  before: passwordOfRequest,
  run: answerPassword,
  next: leadOnFromPassword,
});

/** Company code, user name or address, and the password. */
export const signInToCompany = publicAction({
  reason: "sign in",
  limit: null,
  input: CompanySignInDraft,
  before: companyPasswordOfRequest,
  run: answerPassword,
  next: leadOnFromCompanyPassword,
});

/** "Not you?": this device forgets who signed in here. */
export const notYou = publicAction({
  reason: "sign in",
  limit: null,
  input: z.strictObject({}),
  before: async () => null,
  run: async () => null,
  next: async () => {
    await forgetDoor();
    return "/sign-in";
  },
});
