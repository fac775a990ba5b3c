import { z } from "zod";
import { PolicyFields, type PresetName, presetNames, waysBack } from "./fields";
import { presets } from "./presets";

export type Policy = PolicyFields & { preset: PresetName };

/** No policy goes below: without a second step the password stands alone (NIST SP 800-63B-4, 3.1.1.2). */
export const LENGTH_ALONE = 15;
export const ELEVATED_INVITATION_DAYS = 7;

const Stored = z.object({ preset: z.enum(presetNames).catch("modern") }).loose();

/** The rules in force: the preset's, and over them what this tenant has adjusted. */
export function policyOf(stored: Record<string, unknown>): Policy {
  const { preset, ...adjusted } = Stored.parse(stored);
  const known = Object.entries(adjusted).filter(([name]) => name in PolicyFields.shape);
  return { preset, ...PolicyFields.parse({ ...presets[preset], ...Object.fromEntries(known) }) };
}

/** The rules for one human: over several tenants the strictest of each field holds. */
export type Rules = {
  passwordLength: number;
  capitals: number;
  digits: number;
  secondStep: boolean;
  graceDays: number;
  questions: boolean;
  recovery: readonly PolicyFields["recovery"][number][];
  backupStyle: PolicyFields["backupStyle"];
  resetMinutes: number;
  idleMinutes: number;
  sessionHours: number;
  trustedDays: number;
  elevated: boolean;
};

/** What a new password must have. */
export type PasswordRule = Pick<Rules, "passwordLength" | "capitals" | "digits">;

export type Held = { policy: Policy; elevated: boolean };

const most = (all: readonly Held[], field: "passwordLength" | "capitals" | "digits") =>
  Math.max(...all.map(({ policy }) => policy[field]));
const least = (
  all: readonly Held[],
  field: "graceDays" | "resetMinutes" | "idleMinutes" | "sessionHours" | "trustedDays",
) => Math.min(...all.map(({ policy }) => policy[field]));

/** Nobody with power over others recovers by a text message, whatever the policy says. */
const recoveryOf = (all: readonly Held[], elevated: boolean) =>
  waysBack.filter(
    (way) => !(elevated && way === "text") && all.every(({ policy }) => policy.recovery.includes(way)),
  );

/** `elevated`: somebody with power over others has a second step, whatever the policy says. */
export function rulesOf(policies: readonly Held[]): Rules {
  const all = policies.length > 0 ? policies : [{ policy: policyOf({}), elevated: false }];
  const elevated = all.some((one) => one.elevated);
  const secondStep = elevated || all.some(({ policy }) => policy.secondStep === "required");
  const longest = most(all, "passwordLength");
  return {
    elevated,
    secondStep,
    passwordLength: secondStep ? longest : Math.max(longest, LENGTH_ALONE),
    capitals: most(all, "capitals"),
    digits: most(all, "digits"),
    graceDays: elevated ? 0 : least(all, "graceDays"),
    questions: all.some(({ policy }) => policy.questions === "on"),
    recovery: recoveryOf(all, elevated),
    backupStyle: all.every(({ policy }) => policy.backupStyle === "rolling") ? "rolling" : "sheet",
    resetMinutes: least(all, "resetMinutes"),
    idleMinutes: least(all, "idleMinutes"),
    sessionHours: least(all, "sessionHours"),
    trustedDays: least(all, "trustedDays"),
  };
}

/** How many days an invitation works; into an elevated role never more than seven. */
export const invitationDays = (policy: Policy, elevated: boolean) =>
  elevated ? Math.min(policy.invitationDays, ELEVATED_INVITATION_DAYS) : policy.invitationDays;
