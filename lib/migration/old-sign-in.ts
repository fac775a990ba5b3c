import { policyOf } from "@/lib/policy/policy";

export type OldSignIn = {
  policy: Record<string, unknown>;
  oldSignInEndsAt: Date | null;
  suspendedAt: Date | null;
};

/** Whether people of the company may still come by their old user name and password. */
export const isOldSignInOpen = (
  { policy, oldSignInEndsAt, suspendedAt }: OldSignIn,
  now = new Date(),
): boolean =>
  !suspendedAt && policyOf(policy).oldSignIn === "open" && (!oldSignInEndsAt || oldSignInEndsAt > now);

/** The old door of a company, by its code. */
export const accessKeyPath = (companyCode: string) =>
  `/sign-in/access-key?company=${encodeURIComponent(companyCode)}`;
