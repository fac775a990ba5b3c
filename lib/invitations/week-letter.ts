import { bold, oneLine } from "@/lib/mail/emphasis";
import type { Letter } from "@/lib/mail/letter";
import { greetingOf, type LetterFacts, letterHead, letterSentences } from "@/lib/mail/letter-frame";

/** Where invited people stand still, the worst first: a wrong address never mends itself. */
export const stuckAt = [
  "bounced",
  "expired",
  "sent",
  "delivered",
  "opened",
  "account",
  "second_step",
  "active",
] as const;
export type StuckAt = (typeof stuckAt)[number];

/** How many stand there, and the first few of them. */
export type Stuck = { at: StuckAt; count: number; names: string[] };

type WeekFacts = LetterFacts & {
  /** Who is told, if that is a person. */
  inviter: string | null;
  joined: number;
  stuck: readonly Stuck[];
  /** Who stands where. */
  href: string;
};

const sum = (stuck: readonly Stuck[]) => stuck.reduce((total, { count }) => total + count, 0);

/** To the inviter, once a week at most and only while somebody is stuck: who, where, and what helps. */
export function weekLetter(facts: WeekFacts): Letter {
  const { language, joined, stuck, href } = facts;
  const t = letterSentences(language);
  const tenant = oneLine(facts.tenant);
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const whose = facts.inviter === null ? "left" : "own";
  const lines = stuck.map(({ at, count, names }) => {
    const more = count - names.length;
    const parts = [...names.map(oneLine), ...(more > 0 ? [t("expired.more", { more })] : [])];
    return t.markup(`week.at.${at}`, { names: list.format(parts), b: bold });
  });
  return {
    ...letterHead(facts),
    subject: t("week.subject", { joined, stuck: sum(stuck), tenant }),
    heading: t("week.heading", { joined, stuck: sum(stuck) }),
    preview: t("week.preview"),
    greeting: greetingOf(language, facts.inviter ?? ""),
    paragraphs: [t("week.text", { whose, joined, stuck: sum(stuck), tenant }), ...lines],
    button: { label: t("week.button"), href },
    footnotes: [t("told", { tenant }), t("week.stop")],
  };
}
