import type { Contact } from "@/db/schema/tenants";
import type { Language } from "@/lib/i18n/languages";
import { sentencesIn } from "@/lib/i18n/sentences";
import { oneLine } from "./emphasis";

export const letterSentences = (language: Language) => sentencesIn(language, "letters");

export function greetingOf(language: Language, name: string): string {
  const t = letterSentences(language);
  const called = oneLine(name);
  return called ? t("hello", { name: called }) : t("helloNobody");
}

/** One line with every way a company has named; none when it has named none. */
export function contactLine(
  language: Language,
  tenant: string,
  { text, address, phone, email }: Contact,
): string[] {
  const ways = [text, address?.replaceAll("\n", ", "), phone, email].filter(
    (way) => way !== undefined && way !== "",
  );
  if (ways.length === 0) return [];
  return [letterSentences(language)("contact", { tenant: oneLine(tenant), ways: oneLine(ways.join(", ")) })];
}

/** Whose letter it is, and for whom in which language. */
export type LetterFacts = {
  language: Language;
  tenant: string;
  /** What the company signs its mails with, when that is not its name. */
  sender?: string;
  accent?: string;
};

/** What every letter of a tenant begins with. */
export const letterHead = ({ language, tenant, sender, accent }: LetterFacts) => ({
  language,
  tenant: oneLine(tenant),
  from: letterSentences(language)("from", { tenant: oneLine(sender ?? tenant) }),
  ...(accent && { accent }),
});

/** What every letter about an invitation has. */
export function letterFrame(
  of: LetterFacts & {
    contact?: Contact;
    address: string;
    number: string;
  },
) {
  const t = letterSentences(of.language);
  return {
    ...letterHead(of),
    footnotes: [
      ...contactLine(of.language, of.tenant, of.contact ?? {}),
      t("sentTo", { address: of.address, tenant: of.tenant }),
      t("reference", { number: of.number }),
    ],
  };
}
