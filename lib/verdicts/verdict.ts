import type { Action } from "@/lib/events/actions";
import type { Details } from "@/lib/events/record";
import type { Carried } from "@/lib/people/listed-person";
import type { Moments } from "@/lib/people/status";

/** An event as far as a verdict needs it. */
export type Seen = {
  action: Action;
  at: Date;
  reason: string | null;
  details: Details;
  /** Who of this tenant did it; another tenant's administrator is nobody here. */
  by: string | null;
};

/** All that a verdict is made from. What is not known is null or missing, and no rule speaks of it. */
export type Facts = {
  email: string | null;
  hasRole: boolean;
  moments: Moments;
  createdAt: Date;
  /** The last letter that carried an offer. */
  message: Carried | null;
  declinedAt: Date | null;
  withdrawnAt: Date | null;
  secondStepDueAt: Date | null;
  factorSince: Date | null;
  backupCodesLeft: number | null;
  lastSeenAt: Date | null;
  /** Domains that an address of this tenant may be meant for. */
  domains: readonly string[];
  /** The newest first. */
  seen: readonly Seen[];
};

/** What an administrator does next: a button, a link, or the answer for the person. */
export type NextAction =
  | "invite"
  | "move_again"
  | "resend"
  | "remind"
  | "change_address"
  | "undo"
  | "change_roles"
  | "restore"
  | "tell"
  | "none";

export type Tone = "attn" | "ok" | "danger" | "info";

/** A fact the verdict rests on: a moment of the person's row or an event, and how often it was seen. */
export type Evidence = {
  what: keyof Moments | Action | "createdAt" | "lastSeenAt" | "email";
  at: Date | null;
  times: number;
};

/** The blanks of a verdict's sentences, beside those of the person and the evidence. */
export type Values = Partial<{
  trouble: string | null;
  suggestion: string;
  until: Date;
  lastDay: Date;
  seconds: number;
  minutes: number;
  days: number;
  way: "behind" | "ahead";
  by: string | null;
  why: string;
  wave: number;
}>;

export type Said = { values?: Values; evidence: readonly Evidence[] };

export type When = (facts: Facts, now: Date) => boolean;
export type Say = (facts: Facts, now: Date) => Said;
