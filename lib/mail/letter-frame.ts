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

/** What every letter about a tenant has. */
export function letterFrame(of: {
  language: Language;
  tenant: string;
  /** What the company signs its mails with, when that is not its name. */
  sender?: string;
  accent?: string;
  contact?: Contact;
  address: string;
  number: string;
}) {
  const t = letterSentences(of.language);
  return {
    language: of.language,
    tenant: of.tenant,
    from: t("from", { tenant: oneLine(of.sender ?? of.tenant) }),
    ...(of.accent && { accent: of.accent }),
    footnotes: [
      ...contactLine(of.language, of.tenant, of.contact ?? {}),
      t("sentTo", { address: of.address, tenant: of.tenant }),
      t("reference", { number: of.number }),
    ],
  };
}
