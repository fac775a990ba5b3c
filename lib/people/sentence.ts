import type { Carried } from "./listed-person";
import { type Gate, type Moments, passageOf, statusOf } from "./status";

/** What an administrator does next about a person. */
export type NextAction = "invite" | "resend" | "change_address" | "none";
type Tone = "attn" | "ok" | "danger" | "info";

/** How things stand with a person, as the key of a sentence with its blanks. */
export type Sentence = {
  key: string;
  tone: Tone;
  next: NextAction;
  gate: Gate | null;
  /** The moment the sentence is about, and the last day where somebody must act in time. */
  at: Date | null;
  until: Date | null;
  trouble: string | null;
};

export type Standing = { moments: Moments; message: Carried | null; factorSince: Date | null };

/** Where an invitation is that nobody has opened yet. */
function onItsWay({ moments, message }: Standing, now: Date): Pick<Sentence, "key" | "tone" | "at"> {
  if (moments.openedAt) return { key: "opened", tone: "info", at: moments.openedAt };
  if (moments.sentAt) return { key: "sent", tone: "info", at: moments.sentAt };
  if (message?.state === "failed") return { key: "failed", tone: "danger", at: moments.invitedAt };
  if (message && message.tries > 0) return { key: "delayed", tone: "attn", at: moments.invitedAt };
  if (message && message.sendAfter > now) return { key: "going_out", tone: "info", at: message.sendAfter };
  return { key: "queued", tone: "info", at: moments.invitedAt };
}

/** The status and its evidence as one sentence, with the one next act. */
export function sentenceOf(standing: Standing, now: Date): Sentence {
  const { moments, message } = standing;
  const gate = passageOf(moments, now).here;
  const plain = { gate, until: null, trouble: null, next: "none" } as const;
  const open = { gate, until: moments.expiresAt, trouble: message?.trouble ?? null } as const;
  const status = statusOf(moments, now);
  switch (status) {
    case "left":
      return { ...plain, key: "left", tone: "info", at: moments.leftAt };
    case "suspended":
      return { ...plain, key: "suspended", tone: "attn", at: moments.suspendedAt };
    case "active":
      return { ...plain, key: "active", tone: "ok", at: moments.activeAt };
    case "started":
      return {
        ...plain,
        key: moments.secondStepAt ? "first_sign_in" : "second_step",
        tone: "attn",
        at: moments.accountAt,
      };
    case "bounced":
      return { ...open, key: "bounced", tone: "danger", next: "change_address", at: moments.bouncedAt };
    case "expired":
      return { ...open, key: "expired", tone: "attn", next: "resend", at: moments.expiresAt };
    case "invited":
      return { ...open, ...onItsWay(standing, now), next: "resend" };
    case "not_invited":
      return { ...plain, key: "not_invited", tone: "info", next: "invite", at: null };
  }
}
