"use server";

import { confirmAddress } from "@/lib/identity/confirm-address";
import { sayNotMe } from "@/lib/identity/not-me";
import { undoAddress } from "@/lib/identity/undo-address";
import { LinkChoice } from "@/lib/web/invitation";
import { heldLink, ownLinkPosts, spending } from "@/lib/web/own-link";
import { publicAction } from "@/lib/web/public-action";

/** The new address is proved. */
export const confirmNewAddress = publicAction({
  reason: "mailed link",
  limit: ownLinkPosts,
  input: LinkChoice,
  before: heldLink,
  run: spending(confirmAddress),
  next: async (ref) => `/address/${ref}`,
});

/** The earlier mailbox takes the account back. */
export const undoNewAddress = publicAction({
  reason: "mailed link",
  limit: ownLinkPosts,
  input: LinkChoice,
  before: heldLink,
  run: spending(undoAddress),
  next: async (ref) => `/address/undo/${ref}`,
});

/** "This was not me." */
export const notMe = publicAction({
  reason: "mailed link",
  limit: ownLinkPosts,
  input: LinkChoice,
  before: heldLink,
  run: spending(sayNotMe),
  next: async (ref) => `/not-me/${ref}`,
});
