"use server";

import { z } from "zod";
import { askToAdd } from "@/lib/passkeys/add";
import { PasskeyDraft } from "@/lib/passkeys/answer";
import { challengeToAdd, madePasskeyFor } from "@/lib/passkeys/asked";
import { PasskeyChoice, PasskeyName, removePasskey, renamePasskey } from "@/lib/passkeys/own";
import { addOwnPasskey } from "@/lib/passkeys/set-up";
import { SECURITY } from "@/lib/web/account";
import { identityAction } from "@/lib/web/identity-action";
import { asking } from "@/lib/web/passkey";
import { leadOnFromOwnPasskey } from "@/lib/web/passkey-set-up";

/** The question for the browser's dialog. */
export const askOwnPasskey = identityAction({
  as: "session",
  fresh: true,
  input: z.strictObject({}),
  before: challengeToAdd,
  run: (tx, _nothing, challenge) => askToAdd(tx, challenge),
  next: asking,
});

/** One more passkey. */
export const addPasskey = identityAction({
  as: "session",
  fresh: true,
  input: PasskeyDraft,
  before: madePasskeyFor,
  run: addOwnPasskey,
  next: leadOnFromOwnPasskey,
});

export const savePasskeyName = identityAction({
  as: "session",
  input: PasskeyName,
  run: renamePasskey,
  next: async () => `${SECURITY}?done=passkeyRenamed`,
});

/** A passkey that is not used any more. */
export const removeOwnPasskey = identityAction({
  as: "session",
  fresh: true,
  input: PasskeyChoice,
  run: removePasskey,
  next: async () => `${SECURITY}?done=passkeyRemoved`,
});
