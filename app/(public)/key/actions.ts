"use server";

import { KeyDraft, setUpKey } from "@/lib/recovery/set-up-key";
import { identityAction } from "@/lib/web/identity-action";
import { keyProofsOfRequest, leadOnFromKey } from "@/lib/web/recovery-steps";

/** The password, and a second proof where there is a second step; then the set-up. */
export const confirmKey = identityAction({
  as: "recovery",
  input: KeyDraft,
  before: keyProofsOfRequest,
  run: setUpKey,
  next: leadOnFromKey,
});
