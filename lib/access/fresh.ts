import { minutesAgo } from "@/lib/time";
import type { SessionSelf } from "./actor";

/** One constant for all asking again: how long a confirmed factor counts as fresh, in minutes. */
export const FRESH_MINUTES = 5;

/** A password counts only where it was asked again because there is nothing else to ask. */
const freshKinds = new Set(["totp", "passkey", "password_again"]);

const secondSteps = new Set(["totp", "passkey"]);

/** Whether this sign-in went beyond the password: power over others asks for that, whatever is fresh. */
export const hasSecondProof = ({ proofs }: Pick<SessionSelf, "proofs">) =>
  proofs.some(({ kind }) => secondSteps.has(kind));

export function isFresh({ proofs }: Pick<SessionSelf, "proofs">): boolean {
  const since = minutesAgo(FRESH_MINUTES);
  return proofs.some(({ kind, at }) => freshKinds.has(kind) && new Date(at) >= since);
}
