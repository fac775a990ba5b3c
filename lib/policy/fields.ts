import { z } from "zod";

export const presetNames = ["modern", "strict", "track", "hometrak", "xpert", "traackr"] as const;
export type PresetName = (typeof presetNames)[number];

export const waysBack = ["backup_code", "text", "support"] as const;

const whole = (least: number, most: number, fault: string) =>
  z.coerce.number(fault).int(fault).min(least, fault).max(most, fault);

/** A tenant's rules, field by field; what no policy can change is not here. */
export const PolicyFields = z.strictObject({
  passwordLength: whole(8, 64, "policy_length"),
  capitals: whole(0, 4, "policy_signs"),
  digits: whole(0, 4, "policy_signs"),
  secondStep: z.enum(["required", "offered"]),
  graceDays: whole(0, 30, "policy_days"),
  questions: z.enum(["on", "off"]),
  recovery: z.array(z.enum(waysBack)).max(3),
  backupStyle: z.enum(["sheet", "rolling"]),
  resetMinutes: z.coerce
    .number()
    .int()
    .refine((minutes) => minutes === 10 || minutes === 30),
  idleMinutes: whole(5, 60, "policy_idle"),
  sessionHours: whole(1, 24, "policy_session"),
  trustedDays: whole(0, 30, "policy_days"),
  invitationDays: whole(1, 30, "policy_invitation"),
  reminders: z.enum(["on", "off"]),
  userName: z.enum(["free", "optional", "equals_email"]),
  companyCodeShown: z.enum(["yes", "no"]),
  activationCode: z.enum(["yes", "no"]),
  requestKey: z.enum(["yes", "no"]),
  afterActivation: z.enum(["signed_in", "sign_in_once_more"]),
  oldSignIn: z.enum(["open", "closed"]),
});
export type PolicyFields = z.output<typeof PolicyFields>;
export type PolicyField = keyof PolicyFields;
