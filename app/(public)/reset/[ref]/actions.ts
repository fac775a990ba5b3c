"use server";

import { ask } from "@/lib/recovery/ask";
import { rememberAsking } from "@/lib/web/asked";
import { askingLimit } from "@/lib/web/asking";
import { ownLinkPosts } from "@/lib/web/own-link";
import { publicAction } from "@/lib/web/public-action";
import { askingAgain, beginReset, leadOnFromLink, linkToSpend, RefChoice } from "@/lib/web/recovery-link";

/** Spends the link and leads to the first proof. */
export const begin = publicAction({
  reason: "mailed link",
  limit: ownLinkPosts,
  input: RefChoice,
  before: linkToSpend("reset"),
  run: beginReset,
  next: leadOnFromLink,
});

/** "Send a new link": to the address the dead one went to, and to no other. */
export const sendAnother = publicAction({
  reason: "mailed link",
  limit: askingLimit,
  input: RefChoice,
  before: askingAgain,
  run: ask,
  next: rememberAsking,
});
