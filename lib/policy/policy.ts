import { z } from "zod";

/** A tenant's rules. What is absent has the value of the preset Modern. */
export const Policy = z.object({
  preset: z.enum(["modern", "strict", "track", "hometrak", "xpert", "traackr"]).default("modern"),
  passwordLength: z.int().min(8).max(64).default(12),
  secondStep: z.enum(["required", "offered"]).default("required"),
  invitationDays: z.int().min(1).max(30).default(14),
  idleMinutes: z.int().min(5).max(60).default(30),
  sessionHours: z.int().min(1).max(24).default(12),
});
export type Policy = z.output<typeof Policy>;

/** No preset goes below: without a second step the password stands alone (NIST SP 800-63B-4, 3.1.1.2). */
const LENGTH_ALONE = 15;
export const ELEVATED_INVITATION_DAYS = 7;

export const policyOf = (stored: Record<string, unknown>): Policy => Policy.parse(stored);

/** The rules for one human: over several tenants the strictest of each field holds. */
export type Rules = {
  passwordLength: number;
  secondStep: boolean;
  idleMinutes: number;
  sessionHours: number;
};

/** `elevated`: somebody with power over others has a second step, whatever the policy says. */
export function rulesOf(policies: readonly { policy: Policy; elevated: boolean }[]): Rules {
  const all = policies.length > 0 ? policies : [{ policy: Policy.parse({}), elevated: false }];
  const secondStep = all.some(({ policy, elevated }) => elevated || policy.secondStep === "required");
  const longest = Math.max(...all.map(({ policy }) => policy.passwordLength));
  return {
    secondStep,
    passwordLength: secondStep ? longest : Math.max(longest, LENGTH_ALONE),
    idleMinutes: Math.min(...all.map(({ policy }) => policy.idleMinutes)),
    sessionHours: Math.min(...all.map(({ policy }) => policy.sessionHours)),
  };
}

/** How many days an invitation works; into an elevated role never more than seven. */
export const invitationDays = (policy: Policy, elevated: boolean) =>
  elevated ? Math.min(policy.invitationDays, ELEVATED_INVITATION_DAYS) : policy.invitationDays;
