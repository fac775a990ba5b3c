import { looksShared } from "@/lib/people/email";
import { type Moments, type Status, statusOf } from "@/lib/people/status";
import { nearDomain } from "./near-domain";
import { newest } from "./seen";
import type { Evidence, Facts, Say, Values, When } from "./verdict";

const DAY = 86_400_000;
const SILENT_DAYS = 3;
const SOON_DAYS = 2;

export const is =
  (status: Status): When =>
  ({ moments }, now) =>
    statusOf(moments, now) === status;

export const all =
  (...conditions: readonly When[]): When =>
  (facts, now) =>
    conditions.every((holds) => holds(facts, now));

export const daysSince = (moment: Date, now: Date) => Math.floor((now.getTime() - moment.getTime()) / DAY);

export const has =
  (moment: keyof Moments): When =>
  ({ moments }) =>
    moments[moment] !== null;

export const momentOf = ({ moments }: Facts, what: keyof Moments): Evidence => ({
  what,
  at: moments[what],
  times: 1,
});

/** Rests on a moment of the person's row. */
export const at =
  (what: keyof Moments): Say =>
  (facts) => ({ evidence: [momentOf(facts, what)] });

const lastDay = ({ moments: { expiresAt } }: Facts): Values => (expiresAt ? { lastDay: expiresAt } : {});

/** The same of an offer, with the last day it works. */
export const offered =
  (what: keyof Moments, values: (facts: Facts, now: Date) => Values = () => ({})): Say =>
  (facts, now) => ({
    values: { ...lastDay(facts), ...values(facts, now) },
    evidence: [momentOf(facts, what)],
  });

export const isDeclined: When = ({ declinedAt }) => declinedAt !== null;
export const isWithdrawn: When = ({ withdrawnAt }) => withdrawnAt !== null;
export const ofDeclining: Say = ({ declinedAt }) => ({
  evidence: [{ what: "invitation.declined", at: declinedAt, times: 1 }],
});
export const ofWithdrawing: Say = ({ withdrawnAt }) => ({
  evidence: [{ what: "invitation.withdrawn", at: withdrawnAt, times: 1 }],
});

export const hasNoAddress: When = ({ email }) => email === null;
export const hasNoRole: When = ({ hasRole }) => !hasRole;
export const ofAdding: Say = ({ createdAt }) => ({
  evidence: [{ what: "createdAt", at: createdAt, times: 1 }],
});

export const troubleIs =
  (...troubles: readonly string[]): When =>
  ({ message }) =>
    troubles.includes(message?.trouble ?? "");
/** A full mailbox is there: its address is right. */
export const mayBeTypo: When = (facts, now) => !troubleIs("mailbox_full", "content_refused")(facts, now);
export const isNearDomain: When = ({ email, domains }) => nearDomain(email, domains) !== null;
export const withTrouble = ({ message, email, domains }: Facts): Values => ({
  trouble: message?.trouble ?? null,
  suggestion: nearDomain(email, domains) ?? "",
});

export const stateIs =
  (...states: readonly string[]): When =>
  ({ message }) =>
    states.includes(message?.state ?? "");

const isUnsent: When = ({ moments }) => moments.sentAt === null && moments.openedAt === null;
export const isGoingOut = all(
  isUnsent,
  stateIs("queued"),
  ({ message }, now) => message?.tries === 0 && message.sendAfter > now,
);
export const secondsLeft = ({ message }: Facts, now: Date): Values =>
  message ? { seconds: Math.max(0, Math.ceil((message.sendAfter.getTime() - now.getTime()) / 1000)) } : {};
export const isDelayed = all(isUnsent, ({ message }) => message?.trouble != null);
export const isFailed = all(isUnsent, stateIs("failed"));
export const isWaiting: When = isUnsent;

/** Known from this tenant's own log alone: whether an address has an account elsewhere is told to nobody. */
export const hadAccountHere: When = (facts) => newest(facts, "invitation.accepted") !== undefined;

/** After the link that is out now, or the date that is over, was asked for. */
const askedAgain = (facts: Facts, answer: string) => {
  const asked = newest(facts, "invitation.requested_again");
  return asked?.details["answer"] === answer && asked.at >= (facts.moments.invitedAt ?? asked.at)
    ? asked
    : undefined;
};
export const wasSentAgain: When = (facts) =>
  askedAgain(facts, "sent") !== undefined && !facts.moments.openedAt;
export const waitsForNewLink: When = (facts) => askedAgain(facts, "asked") !== undefined;
export const ofAsking: Say = (facts) => ({
  values: lastDay(facts),
  evidence: [
    {
      what: "invitation.requested_again",
      at: newest(facts, "invitation.requested_again")?.at ?? null,
      times: 1,
    },
  ],
});

export const endsSoon: When = ({ moments: { expiresAt } }, now) =>
  expiresAt !== null && expiresAt.getTime() - now.getTime() <= SOON_DAYS * DAY;
export const isShared: When = ({ email }) => email !== null && looksShared(email);
export const deliveredFor = ({ moments: { deliveredAt } }: Facts, now: Date): Values =>
  deliveredAt ? { days: daysSince(deliveredAt, now) } : {};
export const isSilent: When = ({ moments: { deliveredAt } }, now) =>
  deliveredAt !== null && daysSince(deliveredAt, now) >= SILENT_DAYS;
