import type { Self } from "@/lib/access/actor";
import { madePasskeyIn, type PasskeyDraft, usedPasskeyIn } from "./answer";
import { type BoundTo, challengeFor, spentChallenge } from "./challenge";

const boundTo = (self: Self, serves: "add" | "use"): BoundTo =>
  self.kind === "session" ? `session:${self.sessionId}:${serves}` : `flow:${self.flowId}:${serves}`;

export const challengeToAdd = (self: Self): Promise<string> => challengeFor(boundTo(self, "add"));
export const challengeToUse = (self: Self): Promise<string> => challengeFor(boundTo(self, "use"));

/** The answer, when it answers an open question to this very process; it is spent by that. */
export async function madePasskeyFor(self: Self, draft: PasskeyDraft) {
  const made = madePasskeyIn(draft);
  return made && (await spentChallenge(boundTo(self, "add"), made.challenge)) ? made : null;
}

export async function usedPasskeyFor(self: Self, draft: PasskeyDraft) {
  const used = usedPasskeyIn(draft);
  return used && (await spentChallenge(boundTo(self, "use"), used.challenge)) ? used : null;
}
