"use server";

import { z } from "zod";
import { PasskeyDraft } from "@/lib/passkeys/answer";
import { challengeToUse } from "@/lib/passkeys/asked";
import { newChallenge } from "@/lib/passkeys/challenge";
import { askToUse } from "@/lib/passkeys/check";
import { ownCredentials } from "@/lib/passkeys/own";
import { secondStepByPasskey } from "@/lib/passkeys/sign-in";
import { identityAction } from "@/lib/web/identity-action";
import { asking } from "@/lib/web/passkey";
import {
  AskToSignIn,
  answerLimit,
  askerOfRequest,
  askingLimit,
  countedPasskey,
  leadOnFromPasskey,
  leadOnFromPasskeyAlone,
  passkeyOfRequest,
} from "@/lib/web/passkey-sign-in";
import { publicAction } from "@/lib/web/public-action";

/** The question for the browser's dialog, before anybody is known. */
export const askAlone = publicAction({
  reason: "sign in",
  limit: askingLimit,
  input: AskToSignIn,
  before: askerOfRequest,
  run: async (tx, { browser, returnTo }) => askToUse(await newChallenge(tx, browser, returnTo)),
  next: asking,
});

/** In by the passkey alone. */
export const signInAlone = publicAction({
  reason: "sign in",
  limit: answerLimit,
  input: PasskeyDraft,
  before: passkeyOfRequest,
  run: async (_tx, alone) => alone,
  next: leadOnFromPasskeyAlone,
});

/** The question after the password. */
export const askPasskey = identityAction({
  as: "sign-in",
  input: z.strictObject({}),
  before: challengeToUse,
  run: async (tx, _nothing, challenge) => askToUse(challenge, await ownCredentials(tx)),
  next: asking,
});

/** The passkey in the place of a code. */
export const enterPasskey = identityAction({
  as: "sign-in",
  input: PasskeyDraft,
  before: countedPasskey,
  run: secondStepByPasskey,
  next: leadOnFromPasskey,
});
