import type { Verdict } from "./verdict-of";

type Noted = Verdict & { tone: "danger" | "attn"; next: "resend" | "change_address" | "none" };

const noted: readonly Verdict["code"][] = [
  "bounced_typo",
  "bounced_unknown",
  "bounced_full",
  "bounced_refused",
  "bounced_before",
  "bounced",
  "complained",
  "expired_asked",
  "expired_opened",
  "expired",
  "failed",
  "delayed",
  "held_up",
];

/** Whether a row of the list says it below the name: what went wrong with the mail, or ran out. */
export const isNoted = (verdict: Verdict): verdict is Noted => noted.includes(verdict.code);
