import { bold, oneLine } from "@/lib/mail/emphasis";
import type { Letter } from "@/lib/mail/letter";
import { greetingOf, type LetterFacts, letterHead, letterSentences } from "@/lib/mail/letter-frame";

export type ExpiredFacts = LetterFacts & {
  /** Who is told, if that is a person. */
  inviter: string | null;
  /** The first few, and how many in all. */
  names: string[];
  count: number;
  /** The list of whose invitation has expired. */
  href: string;
};

/** To the inviter, once a day at most: whose invitation ended without being accepted. */
export function expiredLetter(facts: ExpiredFacts): Letter {
  const { language, count, href } = facts;
  const t = letterSentences(language);
  const tenant = oneLine(facts.tenant);
  const more = count - facts.names.length;
  const parts = [...facts.names.map(oneLine), ...(more > 0 ? [t("expired.more", { more })] : [])];
  const names = new Intl.ListFormat(language, { type: "conjunction" }).format(parts);
  return {
    ...letterHead(facts),
    subject: t("expired.subject", { count, tenant }),
    preview: t("expired.preview"),
    greeting: greetingOf(language, facts.inviter ?? ""),
    paragraphs: [t.markup("expired.text", { count, names, tenant, b: bold }), t("expired.next")],
    button: { label: t("expired.button", { count }), href },
    footnotes: [t("told", { tenant })],
  };
}
