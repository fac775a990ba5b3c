import { createTranslator } from "use-intl/core";
import en from "./en.json" with { type: "json" };
import type { Language } from "./languages";
import nl from "./nl.json" with { type: "json" };

const messages = { en, nl } as const;

/** Sentences in a given language, for letters and jobs: outside a request there is no "current" one. */
export const sentencesIn = <N extends keyof typeof en>(language: Language, namespace: N) =>
  createTranslator({ locale: language, messages: messages[language] as typeof en, namespace });

/** "Thursday 4 June", on the clock of the zone named. */
export const dayIn = (language: Language, timeZone: string, moment: Date) =>
  new Intl.DateTimeFormat(language === "nl" ? "nl-NL" : "en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone,
  })
    .format(moment)
    .replace(",", "");
