import type { SessionSelf } from "@/lib/access/actor";
import { withIdentity } from "@/lib/access/doors";
import { countProof, giveBackCode } from "@/lib/factors/sign-in-code";
import { type Confirmed, renew } from "@/lib/sign-in/confirm-again";
import type { PasskeyDraft } from "./answer";
import { challengeToUse, usedPasskeyFor } from "./asked";
import { askToUse, checkPasskey, type PasskeyVerdict } from "./check";
import { ownCredentials } from "./own";

type Credentials = Awaited<ReturnType<typeof ownCredentials>>;

/** What the browser's dialog is asked in this session, and no other. */
export async function questionToConfirm(self: SessionSelf): Promise<string> {
  const challenge = await challengeToUse(self);
  return askToUse(challenge, await withIdentity<"session", Credentials>(self, ownCredentials));
}

export type PasskeyConfirmation = Confirmed | Exclude<PasskeyVerdict, { verdict: "right" }>;

/** Proves once more, by a passkey, that it is the one who signed in; counted first, together with the codes. */
export async function confirmByPasskey(self: SessionSelf, draft: PasskeyDraft): Promise<PasskeyConfirmation> {
  const counted = { flowId: self.sessionId, identityId: self.identityId };
  await countProof(counted);
  const used = await usedPasskeyFor(self, draft);
  const answer = await withIdentity<"session", PasskeyConfirmation>(self, async (tx) => {
    const checked = await checkPasskey(tx, used);
    return checked.verdict === "right" ? renew(tx, "passkey") : checked;
  });
  if (answer.verdict === "right") await giveBackCode(counted);
  return answer;
}
