import type { Language } from "@/lib/i18n/languages";
import { momentIn } from "@/lib/identity/notice-letters";
import { bold, oneLine } from "@/lib/mail/emphasis";
import type { Letter } from "@/lib/mail/letter";
import { greetingOf, letterSentences } from "@/lib/mail/letter-frame";

type Facts = {
  language: Language;
  name: string;
  address: string;
  /** When and from which browser it was asked. */
  at: Date;
  timeZone: string;
  browser: string | null;
};
type LinkFacts = Facts & { href: string; minutes: number };

function frame(of: Facts) {
  const t = letterSentences(of.language);
  const browser = of.browser ? oneLine(of.browser) : "none";
  return {
    t,
    words: {
      moment: momentIn(of.language, of.timeZone, of.at),
      browser,
      address: oneLine(of.address),
      b: bold,
    },
    letter: {
      language: of.language,
      from: "Portico",
      greeting: greetingOf(of.language, of.name),
      footnotes: [t("recovery.sentTo", { address: oneLine(of.address) })],
    },
  };
}

/** The way to a new password. */
export function resetLetter(facts: LinkFacts & { withCode: boolean }): Letter {
  const { t, words, letter } = frame(facts);
  const { minutes } = facts;
  return {
    ...letter,
    subject: t("reset.subject"),
    preview: t("reset.preview", { minutes }),
    paragraphs: [
      t.markup("reset.asked", words),
      facts.withCode ? t("reset.withCode") : t("reset.withoutCode"),
    ],
    button: { label: t("reset.button"), href: facts.href },
    afterButton: [t("recovery.works", { minutes }), t("reset.notYou")],
  };
}

const spanOf = (minutes: number) =>
  minutes >= 60 ? { unit: "hours", n: minutes / 60 } : { unit: "minutes", n: minutes };

/** The way to a new key; the key itself is never in a mail. */
export function keyLetter(facts: LinkFacts & { again: boolean }): Letter {
  const { t, words, letter } = frame(facts);
  const span = spanOf(facts.minutes);
  return {
    ...letter,
    subject: t("key.subject"),
    preview: t("key.preview"),
    paragraphs: [t.markup("key.asked", words), facts.again ? t("key.again") : t("key.first")],
    button: { label: t("key.button"), href: facts.href },
    afterButton: [t("key.works", span), t("key.notYou")],
  };
}

/** No company of theirs sends keys: what to do instead. */
export function noKeyLetter(facts: Facts): Letter {
  const { t, words, letter } = frame(facts);
  return {
    ...letter,
    subject: t("noKey.subject"),
    preview: t("noKey.preview"),
    paragraphs: [t.markup("noKey.asked", words), t("noKey.instead"), t("noKey.lost")],
  };
}

/** To an address that nobody here has. */
export function noAccountLetter(facts: Omit<Facts, "name">): Letter {
  const { t, words, letter } = frame({ ...facts, name: "" });
  return {
    ...letter,
    subject: t("noAccount.subject"),
    preview: t("noAccount.preview"),
    paragraphs: [t.markup("noAccount.asked", words), t("noAccount.invited"), t("noAccount.other")],
    afterButton: [t("noAccount.notYou")],
  };
}
