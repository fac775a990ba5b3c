"use server";

import { AskDraft, ask } from "@/lib/recovery/ask";
import { rememberAsking } from "@/lib/web/asked";
import { askingFor, askingLimit } from "@/lib/web/asking";
import { publicAction } from "@/lib/web/public-action";

/** The same answer to everybody; the link goes to the mailbox. */
export const askForReset = publicAction({
  reason: "mailed link",
  limit: askingLimit,
  input: AskDraft,
  before: askingFor("reset"),
  run: ask,
  next: rememberAsking,
});

/** The same for a new key. */
export const askForKey = publicAction({
  reason: "mailed link",
  limit: askingLimit,
  input: AskDraft,
  before: askingFor("key"),
  run: ask,
  next: rememberAsking,
});
