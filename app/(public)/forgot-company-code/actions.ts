"use server";

import { askCompanyCodes, CompanyCodesDraft, countCompanyCodes } from "@/lib/sign-in/company-codes";
import { currentLanguage } from "@/lib/web/look";
import { publicAction } from "@/lib/web/public-action";

/** The same answer to everybody; the list goes to the mailbox. */
export const askForCompanyCodes = publicAction({
  reason: "sign in",
  limit: { name: "company codes from", most: 20, seconds: 3600 },
  input: CompanyCodesDraft,
  before: async ({ email }) => countCompanyCodes(email, await currentLanguage()),
  run: askCompanyCodes,
  next: async () => "/forgot-company-code/sent",
});
