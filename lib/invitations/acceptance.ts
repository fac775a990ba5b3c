import { z } from "zod";
import { bareCode, typedCode } from "@/lib/factors/typed-backup-code";
import { Password } from "@/lib/identity/password";
import { Email } from "@/lib/people/email";
import { PersonName } from "@/lib/people/name";
import { ACTIVATION_LENGTH } from "./activation-code";

/** Not on every form; where it is, leaving it empty is a fault and not the same as not being asked. */
const whereAsked = <T extends z.ZodType>(field: T) => field.optional().readonly();

const ActivationCode = z
  .string()
  .min(1, "activation_code_missing")
  .max(80, "activation_code_form")
  .transform((text, context) => {
    const typed = typedCode(text, ACTIVATION_LENGTH);
    if ("code" in typed) return typed.code;
    context.addIssue({ code: "custom", message: `activation_code_${typed.fault}` });
    return z.NEVER;
  });

/** What somebody new gives: the password a second time, address and code only where they are asked. */
export const Acceptance = z
  .strictObject({
    ref: z.string().max(20),
    name: PersonName,
    email: whereAsked(Email),
    code: whereAsked(ActivationCode),
    password: Password,
    again: whereAsked(z.string().min(1, "again_missing").max(1024, "again_differs")),
  })
  .refine(({ password, again }) => again === undefined || password === again.normalize("NFC"), {
    path: ["again"],
    message: "again_differs",
  })
  .refine(({ password, code }) => code === undefined || bareCode(password) !== code, {
    path: ["password"],
    message: "password_is_code",
  });
export type Acceptance = z.output<typeof Acceptance>;
