import type { PolicyField } from "@/lib/policy/fields";

export type GroupName = "password" | "secondStep" | "back" | "sessions" | "tenant";

type Unit = "characters" | "days" | "minutes" | "hours";
type Range = { kind: "number"; least: number; most: number; unit?: Unit };
type Choice = { kind: "choice" | "select" | "several"; values: readonly string[] };
export type FieldShape = Range | Choice;

const number = (least: number, most: number, unit?: Unit): Range => ({
  kind: "number",
  least,
  most,
  ...(unit && { unit }),
});
const one = (...values: string[]): Choice => ({ kind: "choice", values });
const select = (...values: string[]): Choice => ({ kind: "select", values });

/** How each rule is asked; its bounds are those of lib/policy/fields.ts, which decides. */
export const shapes: Record<PolicyField, FieldShape> = {
  passwordLength: number(8, 64, "characters"),
  capitals: number(0, 4),
  digits: number(0, 4),
  secondStep: one("required", "offered"),
  graceDays: number(0, 30, "days"),
  recovery: { kind: "several", values: ["backup_code", "text", "support"] },
  backupStyle: one("sheet", "rolling"),
  questions: select("off", "on"),
  resetMinutes: select("10", "30"),
  idleMinutes: number(5, 60, "minutes"),
  sessionHours: number(1, 24, "hours"),
  trustedDays: number(0, 30, "days"),
  invitationDays: number(1, 30, "days"),
  reminders: select("on", "off"),
  userName: one("free", "optional", "equals_email"),
  companyCodeShown: select("no", "yes"),
  activationCode: select("no", "yes"),
  requestKey: select("no", "yes"),
  afterActivation: one("signed_in", "sign_in_once_more"),
  oldSignIn: select("closed", "open"),
};

export const groups: Record<GroupName, readonly PolicyField[]> = {
  password: ["passwordLength", "capitals", "digits"],
  secondStep: ["secondStep", "graceDays"],
  back: ["recovery", "backupStyle", "questions", "resetMinutes"],
  sessions: ["idleMinutes", "sessionHours", "trustedDays"],
  tenant: [
    "invitationDays",
    "reminders",
    "userName",
    "companyCodeShown",
    "activationCode",
    "requestKey",
    "afterActivation",
    "oldSignIn",
  ],
};
export const groupNames = Object.keys(groups) as GroupName[];
