import "server-only";
import { z } from "zod";
import type { FlowSelf } from "@/lib/access/actor";
import { countProof } from "@/lib/factors/sign-in-code";
import type { Limit } from "@/lib/identity/limits";
import type { PasskeyDraft } from "@/lib/passkeys/answer";
import { usedPasskeyFor } from "@/lib/passkeys/asked";
import { type PasskeyAlone, type PasskeySignIn, signInByPasskey } from "@/lib/passkeys/sign-in";
import { ReturnTo } from "@/lib/sign-in/return-to";
import { leadIn } from "./arrival";
import { dropFlow, keepFlow } from "./cookies";
import type { FormState } from "./form-state";
import { browserOfRequest, giveBackPasskey, passkeyToldNo } from "./passkey";
import { currentTrace } from "./trace";

/** Per client address, for questions and answers apart. */
export const askingLimit: Limit = { name: "passkey asked from", most: 60, seconds: 600 };
export const answerLimit: Limit = { name: "passkey from", most: 30, seconds: 600 };

export const AskToSignIn = z.strictObject({ returnTo: ReturnTo });

/** Which browser asks, and where it wants to go. */
export const askerOfRequest = async ({ returnTo }: z.output<typeof AskToSignIn>) => ({
  browser: await browserOfRequest(),
  returnTo: returnTo ?? null,
});

export const passkeyOfRequest = async (draft: PasskeyDraft): Promise<PasskeyAlone> =>
  signInByPasskey(await browserOfRequest(), draft, await currentTrace());

/** In by the passkey alone. */
export async function leadOnFromPasskeyAlone(alone: PasskeyAlone): Promise<string | FormState> {
  if (!("identityId" in alone)) return passkeyToldNo(alone.outcome.verdict);
  const { outcome, identityId, returnTo } = alone;
  if (outcome.verdict === "sheet") {
    await dropFlow("sign-in");
    await keepFlow("activation", outcome.flow);
    return "/welcome/backup-codes";
  }
  if (outcome.verdict !== "right") return passkeyToldNo(outcome.verdict);
  await dropFlow("sign-in");
  return leadIn(outcome.arrival, identityId, returnTo);
}

/** Counted before it is checked, together with the codes. */
export async function countedPasskey(self: FlowSelf<"sign-in">, draft: PasskeyDraft) {
  await countProof(self);
  return usedPasskeyFor(self, draft);
}

/** In by password and passkey. */
export async function leadOnFromPasskey(
  outcome: PasskeySignIn,
  self: FlowSelf<"sign-in">,
  returnTo: string | null,
): Promise<string | FormState> {
  if (outcome.verdict === "right" || outcome.verdict === "sheet") await giveBackPasskey(self);
  return leadOnFromPasskeyAlone({ outcome, identityId: self.identityId, returnTo });
}
