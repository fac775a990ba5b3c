"use server";

import { z } from "zod";
import { PasskeyDraft } from "@/lib/passkeys/answer";
import { challengeToUse } from "@/lib/passkeys/asked";
import { askToUse } from "@/lib/passkeys/check";
import { ProofDraft, prepareProof, proveReset } from "@/lib/recovery/prove";
import { hashNewPassword, NewPassword, setNewPassword } from "@/lib/recovery/set-password";
import { identityAction } from "@/lib/web/identity-action";
import { asking } from "@/lib/web/passkey";
import { leadOnFromNewPassword, leadOnFromProof } from "@/lib/web/recovery-steps";

/** Step 1: the code from the app, or a backup code. */
export const proveIt = identityAction({
  as: "recovery",
  input: ProofDraft,
  before: (self, draft) => prepareProof(self, draft, "code"),
  run: proveReset,
  next: leadOnFromProof,
});

/** The question for the browser's dialog; whose passkeys there are is told to nobody before. */
export const askResetPasskey = identityAction({
  as: "recovery",
  input: z.strictObject({}),
  before: challengeToUse,
  run: async (_tx, _nothing, challenge) => askToUse(challenge),
  next: asking,
});

/** Step 1 by the passkey. */
export const proveByPasskey = identityAction({
  as: "recovery",
  input: PasskeyDraft,
  before: (self, { answer }) => prepareProof(self, { by: "passkey", answer }, "code"),
  run: proveReset,
  next: leadOnFromProof,
});

/** Step 2: the new password. */
export const savePassword = identityAction({
  as: "recovery",
  input: NewPassword,
  before: hashNewPassword,
  run: setNewPassword,
  next: leadOnFromNewPassword,
});
