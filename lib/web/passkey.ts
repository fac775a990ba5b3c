import "server-only";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { FlowSelf, Self, SessionSelf } from "@/lib/access/actor";
import { giveBackCode } from "@/lib/factors/sign-in-code";
import type { Added } from "@/lib/passkeys/add";
import { madePasskeyIn, type PasskeyDraft, usedPasskeyIn } from "@/lib/passkeys/answer";
import { type BoundTo, challengeFor, spentChallenge } from "@/lib/passkeys/challenge";
import type { PasskeyVerdict } from "@/lib/passkeys/check";
import type { PasskeySignIn } from "@/lib/passkeys/sign-in";
import { newSecret } from "@/lib/secrets";
import { keepFlow, keepSession } from "./cookies";
import type { FormState } from "./form-state";

const COOKIE = "__Host-passkey";
const MINUTES = 10;

/** What ties a question to this browser before anybody is known; kept, so that two tabs work side by side. */
export async function browserOfRequest(): Promise<BoundTo> {
  const jar = await cookies();
  const secret = jar.get(COOKIE)?.value ?? newSecret();
  jar.set(COOKIE, secret, {
    httpOnly: true,
    secure: true,
    path: "/",
    sameSite: "strict",
    maxAge: MINUTES * 60,
  });
  return `browser:${secret}:use`;
}

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

/** For the browser's own dialog. */
export const asking = async (challenge: string): Promise<FormState> => ({ status: "idle", challenge });

type NotTaken = Exclude<PasskeyVerdict | Added, { verdict: "right" }>["verdict"];

/** Why a passkey was not taken, and what to do. */
export async function passkeyToldNo(verdict: NotTaken): Promise<FormState> {
  const t = await getTranslations("passkey.told");
  return { status: "refused", message: t(verdict) };
}

/** Cookies of what a passkey opened; null when it opened nothing. */
export async function keepPasskeySignIn(
  outcome: PasskeySignIn,
  identityId: string,
): Promise<"in" | "sheet" | null> {
  if (outcome.verdict === "right") {
    await keepSession(outcome.session, identityId);
    return "in";
  }
  if (outcome.verdict !== "sheet") return null;
  await keepFlow("activation", outcome.flow);
  return "sheet";
}

export async function giveBackPasskey(self: FlowSelf | SessionSelf): Promise<void> {
  const flowId = self.kind === "session" ? self.sessionId : self.flowId;
  await giveBackCode({ flowId, identityId: self.identityId });
}
