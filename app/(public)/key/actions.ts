"use server";

import { z } from "zod";
import { challengeToUse } from "@/lib/passkeys/asked";
import { askToUse } from "@/lib/passkeys/check";
import { KeyDraft, setUpKey } from "@/lib/recovery/set-up-key";
import { identityAction } from "@/lib/web/identity-action";
import { asking } from "@/lib/web/passkey";
import { keyProofsOfRequest, leadOnFromKey } from "@/lib/web/recovery-steps";

/** The question for the browser's dialog; whose passkeys there are is told to nobody before. */
export const askKeyPasskey = identityAction({
  as: "recovery",
  input: z.strictObject({}),
  before: challengeToUse,
  run: async (_tx, _nothing, challenge) => askToUse(challenge),
  next: asking,
});

/** The password, and a second proof where there is a second step; then the set-up. */
export const confirmKey = identityAction({
  as: "recovery",
  input: KeyDraft,
  before: keyProofsOfRequest,
  run: setUpKey,
  next: leadOnFromKey,
});
