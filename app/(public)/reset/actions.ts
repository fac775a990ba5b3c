"use server";

import { ProofDraft, prepareProof, proveReset } from "@/lib/recovery/prove";
import { hashNewPassword, NewPassword, setNewPassword } from "@/lib/recovery/set-password";
import { identityAction } from "@/lib/web/identity-action";
import { leadOnFromNewPassword, leadOnFromProof } from "@/lib/web/recovery-steps";

/** Step 1: the code from the app, or a backup code. */
export const proveIt = identityAction({
  as: "recovery",
  input: ProofDraft,
  before: (self, draft) => prepareProof(self, draft, "code"),
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
