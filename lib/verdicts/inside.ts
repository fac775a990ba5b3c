import { all, daysSince, momentOf } from "./offer";
import { asEvidence, newest, newSteps } from "./seen";
import type { Facts, Say, Seen, When } from "./verdict";

const DAY = 86_400_000;
const NEAR_DAYS = 7;
const LONG_DAYS = 60;

export const hasNoSecondStep: When = ({ factorSince, moments }) =>
  factorSince === null && moments.secondStepAt === null;
const hasDate: When = ({ factorSince, secondStepDueAt }) => factorSince === null && secondStepDueAt !== null;
const dueIn = ({ secondStepDueAt }: Facts, now: Date) =>
  (secondStepDueAt?.getTime() ?? now.getTime()) - now.getTime();
export const isDatePassed = all(hasDate, (facts, now) => dueIn(facts, now) <= 0);
export const isDateNear = all(hasDate, (facts, now) => dueIn(facts, now) <= NEAR_DAYS * DAY);
export const ofDate: Say = (facts) => ({
  values: facts.secondStepDueAt ? { lastDay: facts.secondStepDueAt } : {},
  evidence: [momentOf(facts, "accountAt")],
});

/** In by a backup code, and by no app or passkey since. */
const lastBackupCode = (facts: Facts) => newest(facts, "backup_code.used");
const hasPhone = ({ action, details }: Seen) =>
  newSteps.includes(action) ||
  (Array.isArray(details["proofs"]) &&
    details["proofs"].some((proof) => proof === "totp" || proof === "passkey"));
export const lacksPhone: When = (facts) => {
  const used = lastBackupCode(facts);
  return used !== undefined && !facts.seen.some((one) => one.at > used.at && hasPhone(one));
};
export const ofBackupCode: Say = (facts) => ({
  evidence: asEvidence([lastBackupCode(facts)].flatMap((one) => one ?? [])),
});
export const hasNoBackupCodes: When = ({ factorSince, backupCodesLeft }) =>
  factorSince !== null && backupCodesLeft === 0;
export const ofLastSeen: Say = ({ lastSeenAt, moments }, now) => {
  const seenAt = lastSeenAt ?? moments.activeAt;
  return {
    evidence: [{ what: "lastSeenAt", at: seenAt, times: 1 }],
    values: seenAt ? { days: daysSince(seenAt, now) } : {},
  };
};

const ending = (facts: Facts) => {
  const last = newest(facts, "session.ended", "session.ended_everywhere", "sign_in.completed");
  return last?.by != null && last.action !== "sign_in.completed" ? last : undefined;
};
export const wasSignedOut: When = (facts) => ending(facts) !== undefined;
export const ofSigningOut: Say = (facts) => ({
  evidence: asEvidence([ending(facts)].flatMap((one) => one ?? [])),
});

export const isLongNotSeen: When = ({ lastSeenAt, moments }, now) =>
  daysSince(lastSeenAt ?? moments.activeAt ?? now, now) >= LONG_DAYS;
