import { asEvidence, newest } from "./seen";
import type { Facts, Say, When } from "./verdict";

/** What last ended an offer or a move: an offer taken back afterwards is spoken of instead. */
const ending = (facts: Facts) => newest(facts, "legacy.reverted", "invitation.withdrawn");

const textIn = (value: unknown) => (typeof value === "string" ? value : "");

export const isMoveUndone: When = (facts) => ending(facts)?.action === "legacy.reverted";

/** The wave took the offer back, nobody said no to the person. */
export const isRolledBack: When = (facts) => typeof ending(facts)?.details["wave"] === "number";

export const ofUndoing: Say = (facts) => {
  const last = ending(facts);
  if (!last) return { evidence: [] };
  const { by, details } = last;
  const values = { by, why: textIn(details["why"]), wave: Number(details["wave"] ?? 0) };
  return { values, evidence: asEvidence([last]) };
};
