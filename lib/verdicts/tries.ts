import type { Action } from "@/lib/events/actions";
import { asEvidence, newSteps, sinceLast } from "./seen";
import type { Facts, Say, Seen, When } from "./verdict";

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

/** The same numbers by which the tries are counted; those counts are nobody's to read, the events are. */
const FREE_PASSWORDS = 5;
const PASSWORD_STOPS_AT = 100;
const LONGEST_WAIT_SECONDS = 900;
const CODES = [
  { most: 10, span: HOUR },
  { most: 30, span: DAY },
] as const;
const CODE_TRIES: readonly Action[] = ["sign_in.code_wrong", "backup_code.wrong"];
const CODE_SUCCESS: readonly Action[] = ["sign_in.completed", ...newSteps];
const PASSWORD_SUCCESS: readonly Action[] = ["sign_in.password_right", "password.reset"];

const wrongPasswords = (facts: Facts) => sinceLast(facts, "sign_in.password_wrong", PASSWORD_SUCCESS);

/** Until when the next password waits, by how many were wrong in a row. */
export function passwordWaitsUntil(facts: Facts): Date | null {
  const wrong = wrongPasswords(facts);
  const last = wrong[0]?.at;
  if (!last || wrong.length < FREE_PASSWORDS) return null;
  const seconds = Math.min(LONGEST_WAIT_SECONDS, 2 ** Math.min(wrong.length - FREE_PASSWORDS, 20));
  return new Date(last.getTime() + seconds * SECOND);
}

export const isPasswordOff: When = (facts) => wrongPasswords(facts).length >= PASSWORD_STOPS_AT;
export const isPasswordLocked: When = (facts, now) => (passwordWaitsUntil(facts) ?? now) > now;
export const isPasswordWrong: When = (facts) => wrongPasswords(facts).length >= 3;
export const ofPasswords: Say = (facts) => {
  const until = passwordWaitsUntil(facts);
  return { evidence: asEvidence(wrongPasswords(facts)), values: until ? { until } : {} };
};

const wrongCodes = ({ seen }: Facts): readonly Seen[] => {
  const end = seen.findIndex(({ action }) => CODE_SUCCESS.includes(action));
  return (end === -1 ? seen : seen.slice(0, end)).filter(({ action }) => CODE_TRIES.includes(action));
};

/** Until when no code is checked any more: the count begins with its first try. */
function codesWaitUntil(facts: Facts, now: Date): Date | null {
  for (const { most, span } of CODES) {
    const tries = wrongCodes(facts).filter(({ at }) => now.getTime() - at.getTime() < span);
    const first = tries.at(-1);
    if (first && tries.length >= most) return new Date(first.at.getTime() + span);
  }
  return null;
}

export const areCodesUsedUp: When = (facts, now) => codesWaitUntil(facts, now) !== null;
export const ofCodes: Say = (facts, now) => {
  const until = codesWaitUntil(facts, now);
  return { evidence: asEvidence(wrongCodes(facts)), values: until ? { until } : {} };
};

/** Codes of the app that were refused since one was right: in the set-up, else at sign-in. */
function refusedCodes(facts: Facts): readonly Seen[] {
  const inSetUp = sinceLast(facts, "factor.code_refused", newSteps);
  if (inSetUp.length > 0) return inSetUp.filter(({ reason }) => reason !== "over");
  return sinceLast(facts, "sign_in.code_wrong", CODE_SUCCESS);
}

/** Those in a row, from the last one back, that were refused for one of these reasons. */
function runOf(facts: Facts, reasons: readonly string[]): readonly Seen[] {
  const refused = refusedCodes(facts);
  const end = refused.findIndex(({ reason }) => !reasons.includes(reason ?? ""));
  return end === -1 ? refused : refused.slice(0, end);
}

const CLOCK = ["clock", "earlier"] as const;
const OLD_ENTRY = ["old_entry", "old_key"] as const;

const secondsOff = (facts: Facts): number => {
  const seconds = runOf(facts, CLOCK)[0]?.details["seconds"];
  return typeof seconds === "number" ? seconds : 0;
};
const minutesOff = (facts: Facts) => Math.max(1, Math.round(Math.abs(secondsOff(facts)) / 60));

/** One code that was a minute late is no clock: people type slowly. */
export const isClockOff: When = (facts) => {
  const run = runOf(facts, CLOCK);
  return run.length > 0 && (run.length > 1 || minutesOff(facts) > 1);
};
export const ofClock: Say = (facts) => ({
  evidence: asEvidence(runOf(facts, CLOCK)),
  values: { minutes: minutesOff(facts), way: secondsOff(facts) < 0 ? "behind" : "ahead" },
});
export const isOldEntry: When = (facts) => runOf(facts, OLD_ENTRY).length > 0;
export const ofOldEntry: Say = (facts) => ({ evidence: asEvidence(runOf(facts, OLD_ENTRY)) });
export const areCodesWrong: When = (facts) =>
  refusedCodes(facts).length >= (facts.moments.secondStepAt ? 3 : 1);
export const ofWrongCodes: Say = (facts) => ({ evidence: asEvidence(refusedCodes(facts)) });
