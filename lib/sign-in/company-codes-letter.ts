import { env } from "@/lib/env";
import type { Language } from "@/lib/i18n/languages";
import { bold, oneLine } from "@/lib/mail/emphasis";
import type { Letter } from "@/lib/mail/letter";
import { greetingOf, letterSentences } from "@/lib/mail/letter-frame";
import { doorOf } from "./company";

type Company = { tenant: string; code: string; userName: string | null };
type Facts = { language: Language; name: string; address: string; companies: readonly Company[] };

const MOST = 20;

function lineOf(language: Language, { tenant, code, userName }: Company): string {
  const t = letterSentences(language);
  const said = { tenant: oneLine(tenant), code: oneLine(code), href: doorOf(code), b: bold };
  if (!userName) return t.markup("companyCodes.one", said);
  return t.markup("companyCodes.oneNamed", { ...said, userName: oneLine(userName) });
}

function listOf({ language, companies }: Facts): string[] {
  const t = letterSentences(language);
  if (companies.length === 0) return [t("companyCodes.none")];
  const lines = companies.slice(0, MOST).map((company) => lineOf(language, company));
  return companies.length > MOST ? [...lines, t("companyCodes.more")] : lines;
}

/** The companies of a person and the code of each. */
export function companyCodesLetter(facts: Facts): Letter {
  const { language, name, address } = facts;
  const t = letterSentences(language);
  return {
    language,
    from: t("companyCodes.from"),
    subject: t("companyCodes.subject"),
    preview: t("companyCodes.preview"),
    greeting: greetingOf(language, name),
    paragraphs: [t("companyCodes.intro"), ...listOf(facts)],
    button: { label: t("companyCodes.button"), href: `${env().APP_URL}/sign-in` },
    afterButton: [t("companyCodes.notYou")],
    footnotes: [t("companyCodes.sentTo", { address: oneLine(address) })],
  };
}
