"use server";

import { ownLinkPosts } from "@/lib/web/own-link";
import { publicAction } from "@/lib/web/public-action";
import { beginKey, leadOnFromLink, linkToSpend, RefChoice } from "@/lib/web/recovery-link";

/** Spends the link and leads to the password. */
export const begin = publicAction({
  reason: "mailed link",
  limit: ownLinkPosts,
  input: RefChoice,
  before: linkToSpend("key"),
  run: beginKey,
  next: leadOnFromLink,
});
