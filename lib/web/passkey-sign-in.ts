import "server-only";
import { z } from "zod";
import type { FlowSelf } from "@/lib/access/actor";
import { countProof } from "@/lib/factors/sign-in-code";
import type { Limit } from "@/lib/identity/limits";
import type { PasskeyDraft } from "@/lib/passkeys/answer";
import { type PasskeyAlone, type PasskeySignIn, signInByPasskey } from "@/lib/passkeys/sign-in";
import { dropFlow } from "./cookies";
import type { FormState } from "./form-state";
import {
  browserOfRequest,
  giveBackPasskey,
  keepPasskeySignIn,
  passkeyToldNo,
  usedPasskeyFor,
} from "./passkey";
import { safePath } from "./sign-in";
import { currentTrace } from "./trace";

/** Per client address, for questions and answers apart. */
export const askingLimit: Limit = { name: "passkey asked from", most: 60, seconds: 600 };
export const answerLimit: Limit = { name: "passkey from", most: 30, seconds: 600 };

export const AskToSignIn = z.strictObject({ returnTo: z.string().max(500).optional() });

/** Which browser asks, and where it wants to go. */
export const askerOfRequest = async ({ returnTo }: z.output<typeof AskToSignIn>) => ({
  browser: await browserOfRequest(),
  returnTo: returnTo ?? null,
});

export const passkeyOfRequest = async (draft: PasskeyDraft): Promise<PasskeyAlone> =>
  signInByPasskey(await browserOfRequest(), draft, await currentTrace());

/** In by the passkey alone. */
export async function leadOnFromPasskeyAlone(alone: PasskeyAlone): Promise<string | FormState> {
  const { outcome, identityId, returnTo } = alone;
  const kept = identityId ? await keepPasskeySignIn(outcome, identityId) : null;
  if (kept) await dropFlow("sign-in");
  if (kept === "in") return safePath(returnTo);
  if (kept === "sheet") return "/welcome/backup-codes";
  return passkeyToldNo(outcome.verdict as Parameters<typeof passkeyToldNo>[0]);
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
