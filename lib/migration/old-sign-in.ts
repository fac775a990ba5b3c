import { policyOf } from "@/lib/policy/policy";

type Closing = { policy: Record<string, unknown>; oldSignInEndsAt: Date | null; suspendedAt: Date | null };

/** Whether people of the company may still come by their old user name and password. */
export const isOldSignInOpen = (
  { policy, oldSignInEndsAt, suspendedAt }: Closing,
  now = new Date(),
): boolean =>
  !suspendedAt && policyOf(policy).oldSignIn === "open" && (!oldSignInEndsAt || oldSignInEndsAt > now);
