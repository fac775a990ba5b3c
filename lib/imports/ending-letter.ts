import { sentencesIn } from "@/lib/i18n/sentences";
import { bold, oneLine } from "@/lib/mail/emphasis";
import type { Letter } from "@/lib/mail/letter";
import { greetingOf, type LetterFacts, letterHead, letterSentences } from "@/lib/mail/letter-frame";
import type { Ending } from "./ending";

/** How a list came to its end: all had their turn, or it stands still by itself. */
export type How = "done" | "rights" | "trouble";

type EndingFacts = LetterFacts & {
  /** Who is told, if that is a person. */
  starter: string | null;
  /** The list's name; none for a pasted one. */
  file: string | null;
  how: How;
  ending: Ending;
  href: string;
};

/** The reasons of the rows that were left, the most frequent first: "12 × Already invited". */
function reasonsIn({ language, ending }: EndingFacts): string {
  const t = sentencesIn(language, "imports");
  const number = new Intl.NumberFormat(language === "nl" ? "nl-NL" : "en-GB");
  const parts = ending.left.map(
    ({ why, count }) => `${number.format(count)} × ${why === "undone" ? t("undone") : t(`verdict.${why}`)}`,
  );
  return new Intl.ListFormat(language, { type: "conjunction" }).format(parts);
}

function paragraphsOf(facts: EndingFacts, tenant: string): string[] {
  const { language, file, how, ending, starter } = facts;
  const said = how === "rights" && starter === null ? "gone" : how;
  const t = letterSentences(language);
  const { sent, waiting, toFix } = ending;
  const count = ending.left.reduce((sum, one) => sum + one.count, 0);
  const name = file ? oneLine(file) : sentencesIn(language, "imports")("pasted");
  return [
    t.markup(`list.${said}.text`, { name, sent, waiting, tenant, b: bold }),
    ...(count > 0 ? [t("list.left", { count, reasons: reasonsIn(facts) })] : []),
    ...(toFix > 0 ? [t("list.fix", { count: toFix })] : []),
    ...(how === "done" ? [] : [t(`list.${how}.next`)]),
  ];
}

/** To who began a list: what became of it, in numbers. */
export function endingLetter(facts: EndingFacts): Letter {
  const { language, how, ending, href } = facts;
  const t = letterSentences(language);
  const tenant = oneLine(facts.tenant);
  return {
    ...letterHead(facts),
    subject: t(how === "done" ? "list.done.subject" : "list.subjectStopped", { count: ending.sent, tenant }),
    preview: t(how === "done" ? "list.done.preview" : "list.previewStopped", { count: ending.waiting }),
    greeting: greetingOf(language, facts.starter ?? ""),
    paragraphs: paragraphsOf(facts, tenant),
    button: { label: t("list.button"), href },
    footnotes: [t("told", { tenant })],
  };
}
