import type { Language } from "@/lib/i18n/languages";
import { bold, oneLine } from "@/lib/mail/emphasis";
import type { Letter } from "@/lib/mail/letter";
import { greetingOf, letterSentences } from "@/lib/mail/letter-frame";
import type { Notice } from "./tell-owner";

/** "Friday 20 November at 09:45": exact enough to remember what one did then. */
export const momentIn = (language: Language, timeZone: string, moment: Date) =>
  new Intl.DateTimeFormat(language === "nl" ? "nl-NL" : "en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  }).format(moment);

type To = { language: Language; name: string; address: string };
type Said = Pick<Letter, "subject" | "preview" | "paragraphs" | "button" | "afterButton">;

/** What every letter about an account has: no company stands above it. */
export const accountLetter = ({ language, name, address }: To, said: Said): Letter => ({
  language,
  from: "Portico",
  greeting: greetingOf(language, name),
  footnotes: [letterSentences(language)("notice.sentTo", { address: oneLine(address) })],
  ...said,
});

type NoticeFacts = To & {
  notice: Notice;
  details: Record<string, string | number>;
  /** A moment, and the browser it was done in. */
  when: string;
  browser: string | null;
  /** Where "This was not me" leads. */
  href: string;
};

/** What happened besides: how many codes are left, and where an address could not follow. */
function besides({ language, details }: NoticeFacts): string[] {
  const t = letterSentences(language);
  const { left, stays } = details;
  return [
    ...(typeof left === "number" ? [t("notice.codesLeft", { left })] : []),
    ...(stays ? [t("notice.stays", { tenants: oneLine(String(stays)) })] : []),
  ];
}

const happened = ({ language, when, browser }: NoticeFacts) => {
  const t = letterSentences(language);
  return t.markup("notice.when", { when, browser: browser ?? t("notice.unknownBrowser"), b: bold });
};

/** What was done, when and where; and the way out for somebody who did not do it. */
export function noticeLetter(facts: NoticeFacts): Letter {
  const t = letterSentences(facts.language);
  const email = oneLine(String(facts.details["email"] ?? ""));
  return accountLetter(facts, {
    subject: t(`notice.subject.${facts.notice}`),
    preview: t("notice.preview"),
    paragraphs: [
      t.markup(`notice.text.${facts.notice}`, { email, b: bold }),
      happened(facts),
      ...besides(facts),
      `${t("notice.wasYou")} ${t("notice.notYou")}`,
    ],
    button: { label: t("notice.button"), href: facts.href },
  });
}

/** To the address that was given up: it alone may take the change back. */
export function replacedLetter(facts: NoticeFacts & { until: string }): Letter {
  const t = letterSentences(facts.language);
  return accountLetter(facts, {
    subject: t("notice.subject.address_changed"),
    preview: t("notice.preview"),
    paragraphs: [
      t("notice.replaced.text"),
      happened(facts),
      `${t("notice.wasYou")} ${t.markup("notice.replaced.undo", { until: facts.until, b: bold })}`,
    ],
    button: { label: t("notice.replaced.button"), href: facts.href },
  });
}

/** Any other notice, to an address that was given up a short while ago. */
export function stillLetter(facts: NoticeFacts & { until: string }): Letter {
  const t = letterSentences(facts.language);
  const said = noticeLetter(facts);
  const closing = t.markup("notice.replaced.undoStill", { until: facts.until, b: bold });
  return {
    ...said,
    paragraphs: [
      ...said.paragraphs.slice(0, -1),
      t("notice.replaced.still"),
      `${t("notice.wasYou")} ${closing}`,
    ],
    button: { label: t("notice.replaced.buttonStill"), href: facts.href },
  };
}
