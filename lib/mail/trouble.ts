/** Why a mail or text is not there yet, or never will be; each has a sentence in `mailTroubles` of the messages. */
export const troubles = [
  "mailbox_unknown",
  "mailbox_full",
  "address_refused",
  "number_refused",
  "content_refused",
  "asked_to_wait",
  "unreachable",
  "not_accepted_from_us",
  "internal",
  "gave_up",
  "delayed",
  "returned",
  "suppressed",
  "complained",
  "address_known_dead",
] as const;

export type Trouble = (typeof troubles)[number];

/** What became of one attempt. "later" is tried again; the others are final. */
export type Outcome =
  | { status: "sent"; providerId?: string }
  | { status: "later" | "bounced" | "failed"; trouble: Trouble };
