"use server";

import { AddressChange, askAddressChange, countAddressChange } from "@/lib/identity/change-address";
import { ProfileDraft, saveProfile } from "@/lib/identity/profile";
import { identityAction } from "@/lib/web/identity-action";

/** Name and language. */
export const save = identityAction({
  as: "session",
  input: ProfileDraft,
  run: saveProfile,
  next: async () => "/account/profile?done=saved",
});

/** Asks for another address; the answer is the same, whoever it belongs to. */
export const changeAddress = identityAction({
  as: "session",
  fresh: true,
  input: AddressChange,
  before: countAddressChange,
  run: askAddressChange,
  next: async () => "/account/profile?done=asked#email",
});
