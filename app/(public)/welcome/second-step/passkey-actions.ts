"use server";

import { z } from "zod";
import { askToAdd } from "@/lib/passkeys/add";
import { PasskeyDraft } from "@/lib/passkeys/answer";
import { challengeToAdd, madePasskeyFor } from "@/lib/passkeys/asked";
import { setUpByPasskey } from "@/lib/passkeys/set-up";
import { identityAction } from "@/lib/web/identity-action";
import { asking } from "@/lib/web/passkey";
import { leadOnFromPasskeySetUp } from "@/lib/web/passkey-set-up";

/** The question for the browser's dialog. */
export const askNewPasskey = identityAction({
  as: "activation",
  input: z.strictObject({}),
  before: challengeToAdd,
  run: (tx, _nothing, challenge) => askToAdd(tx, challenge),
  next: asking,
});

/** The passkey is the second step of this set-up. */
export const usePasskey = identityAction({
  as: "activation",
  input: PasskeyDraft,
  before: madePasskeyFor,
  run: setUpByPasskey,
  next: leadOnFromPasskeySetUp,
});
