import * as inside from "./inside";
import * as offer from "./offer";
import * as tries from "./tries";
import * as undone from "./undone";
import type { NextAction, Say, Tone, When } from "./verdict";

const { all, at, is, offered } = offer;

const bounced = offered("bouncedAt", offer.withTrouble);
const unsent = offered("invitedAt", offer.withTrouble);

/** The first that holds is the verdict: who may not come in, what became of the offer, what stops at the door. */
const table = [
  ["left", "info", "restore", is("left"), at("leftAt")],
  ["suspended", "attn", "restore", is("suspended"), at("suspendedAt")],

  ["wrong_mailbox", "attn", "invite", all(is("not_invited"), offer.isDeclined), offer.ofDeclining],
  ["move_undone", "attn", "move_again", all(is("not_invited"), undone.isMoveUndone), undone.ofUndoing],
  ["move_rolled_back", "attn", "move_again", all(is("not_invited"), undone.isRolledBack), undone.ofUndoing],
  ["withdrawn", "info", "invite", all(is("not_invited"), offer.isWithdrawn), offer.ofWithdrawing],
  ["no_address", "attn", "invite", all(is("not_invited"), offer.hasNoAddress), offer.ofAdding],
  ["not_invited_no_role", "info", "invite", all(is("not_invited"), offer.hasNoRole), offer.ofAdding],
  ["not_invited", "info", "invite", is("not_invited"), offer.ofAdding],
  ["no_role", "attn", "change_roles", offer.hasNoRole, offer.ofAdding],

  [
    "bounced_typo",
    "danger",
    "change_address",
    all(is("bounced"), offer.mayBeTypo, offer.isNearDomain),
    bounced,
  ],
  [
    "bounced_unknown",
    "danger",
    "change_address",
    all(is("bounced"), offer.troubleIs("mailbox_unknown")),
    bounced,
  ],
  ["bounced_full", "danger", "change_address", all(is("bounced"), offer.troubleIs("mailbox_full")), bounced],
  [
    "bounced_refused",
    "danger",
    "change_address",
    all(is("bounced"), offer.troubleIs("address_refused")),
    bounced,
  ],
  [
    "bounced_before",
    "danger",
    "change_address",
    all(is("bounced"), offer.troubleIs("address_known_dead", "suppressed")),
    bounced,
  ],
  ["bounced", "danger", "change_address", is("bounced"), bounced],

  ["expired_asked", "attn", "resend", all(is("expired"), offer.waitsForNewLink), offer.ofAsking],
  ["expired_opened", "attn", "resend", all(is("expired"), offer.has("openedAt")), offered("openedAt")],
  ["expired", "attn", "resend", is("expired"), offered("expiresAt")],

  [
    "going_out",
    "info",
    "undo",
    all(is("invited"), offer.isGoingOut),
    offered("invitedAt", offer.secondsLeft),
  ],
  ["failed", "danger", "resend", all(is("invited"), offer.isFailed), unsent],
  ["delayed", "attn", "none", all(is("invited"), offer.isDelayed), unsent],
  ["queued", "info", "none", all(is("invited"), offer.isWaiting), offered("invitedAt")],
  [
    "held_up",
    "attn",
    "none",
    all(is("invited"), offer.stateIs("delayed")),
    offered("sentAt", offer.withTrouble),
  ],
  [
    "complained",
    "danger",
    "change_address",
    all(is("invited"), offer.stateIs("complained")),
    offered("sentAt"),
  ],
  ["must_join", "info", "tell", all(is("invited"), offer.hadAccountHere), offered("sentAt")],
  ["sent_again", "info", "tell", all(is("invited"), offer.wasSentAgain), offer.ofAsking],
  ["ends_soon", "attn", "resend", all(is("invited"), offer.endsSoon), offered("sentAt")],
  ["opened", "info", "tell", all(is("invited"), offer.has("openedAt")), offered("openedAt")],
  ["shared_mailbox", "info", "tell", all(is("invited"), offer.isShared), offered("sentAt")],
  [
    "unopened",
    "attn",
    "tell",
    all(is("invited"), offer.isSilent),
    offered("deliveredAt", offer.deliveredFor),
  ],
  ["delivered", "info", "resend", all(is("invited"), offer.has("deliveredAt")), offered("deliveredAt")],
  ["handed_over", "info", "resend", is("invited"), offered("sentAt")],

  ["password_off", "danger", "tell", tries.isPasswordOff, tries.ofPasswords],
  ["password_locked", "attn", "tell", tries.isPasswordLocked, tries.ofPasswords],
  ["codes_used_up", "attn", "tell", tries.areCodesUsedUp, tries.ofCodes],
  ["clock_off", "attn", "tell", tries.isClockOff, tries.ofClock],
  ["old_entry", "attn", "tell", tries.isOldEntry, tries.ofOldEntry],
  ["codes_wrong", "attn", "tell", tries.areCodesWrong, tries.ofWrongCodes],
  ["password_wrong", "attn", "tell", tries.isPasswordWrong, tries.ofPasswords],
  ["signed_out", "info", "tell", inside.wasSignedOut, inside.ofSigningOut],
  ["second_step_late", "attn", "tell", inside.isDatePassed, inside.ofDate],
  ["second_step_never_tried", "attn", "remind", all(is("started"), inside.hasNoSecondStep), at("accountAt")],
  ["never_signed_in", "attn", "tell", is("started"), at("accountAt")],
  ["second_step_soon", "attn", "tell", inside.isDateNear, inside.ofDate],
  ["no_new_phone", "attn", "tell", inside.lacksPhone, inside.ofBackupCode],
  ["no_backup_codes", "attn", "tell", inside.hasNoBackupCodes, inside.ofLastSeen],
  ["long_not_seen", "info", "tell", inside.isLongNotSeen, inside.ofLastSeen],
  ["active", "ok", "none", () => true, inside.ofLastSeen],
] as const satisfies readonly (readonly [string, Tone, NextAction, When, Say])[];

export type Code = (typeof table)[number][0];

export const rules = table.map(([code, tone, next, when, say]) => ({ code, tone, next, when, say }));
