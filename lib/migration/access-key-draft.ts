import { z } from "zod";
import { PlainText } from "@/lib/plain-text";

/** What somebody gives at the old door. The office is a choice, or typed, or left out. */
export const AccessKeyDraft = z.strictObject({
  company: PlainText.min(1, "company_missing").max(64, "company_wrong"),
  name: PlainText.min(1, "old_user_name_missing").max(254, "old_user_name_long"),
  // Never cut: what is too long is wrong, and is not hashed.
  password: z.string().min(1, "password_missing").max(1024, "password_long"),
  office: PlainText.max(200, "office_long").optional(),
});
export type AccessKeyDraft = z.output<typeof AccessKeyDraft>;
