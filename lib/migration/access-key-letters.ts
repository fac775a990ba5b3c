import { env } from "@/lib/env";
import type { Language } from "@/lib/i18n/languages";
import { dayIn } from "@/lib/i18n/sentences";
import { bold, oneLine } from "@/lib/mail/emphasis";
import type { Letter } from "@/lib/mail/letter";
import { greetingOf, letterHead, letterSentences } from "@/lib/mail/letter-frame";
import { policyOf } from "@/lib/policy/policy";
import { doorOf } from "@/lib/sign-in/company";
import { letterFacts } from "@/lib/tenants/letter-facts";
import { ACCESS_KEY_MINUTES } from "./access-key-row";

type Company = {
  name: string;
  companyCode: string;
  policy: Record<string, unknown>;
  accent: string | null;
  mailName: string | null;
  contact: { email?: string };
  timeZone: string;
  language: Language;
};
type Facts = {
  tenant: Company;
  person: { name: string; email: string | null; language: Language | null };
};

function frame({ tenant, person }: Facts) {
  const language = person.language ?? tenant.language;
  const t = letterSentences(language);
  const [company, address] = [oneLine(tenant.name), oneLine(person.email ?? "")];
  const isNamed = person.name.toLowerCase() !== address.toLowerCase();
  const letter = {
    ...letterHead(letterFacts(tenant, person.language)),
    ...(tenant.contact.email && { replyTo: tenant.contact.email }),
    greeting: greetingOf(language, isNamed ? person.name : ""),
    footnotes: [t("sentTo", { address, tenant: company })],
  };
  return { t, language, letter, words: { tenant: company, address } };
}

/** To the mailbox of an old account whose password was right a moment ago. */
export function accessCodeLetter({ code, ...facts }: Facts & { code: string }): Letter {
  const { t, words, letter } = frame(facts);
  const said = { ...words, minutes: ACCESS_KEY_MINUTES };
  return {
    ...letter,
    subject: t("accessCode.subject", said),
    heading: t("accessCode.heading"),
    preview: t("accessCode.preview"),
    paragraphs: [t.markup("accessCode.text", { ...said, b: bold })],
    code: `${code.slice(0, 3)} ${code.slice(3)}`,
    afterButton: [t("accessCode.works", said), t("accessCode.notYou", said)],
  };
}

/** To somebody whose old password works no more: since when, and where to log in. */
export function movedAlreadyLetter({ movedAt, ...facts }: Facts & { movedAt: Date }): Letter {
  const { t, language, words, letter } = frame(facts);
  const { policy, companyCode, timeZone } = facts.tenant;
  const asksCode = policyOf(policy).companyCodeShown === "yes";
  const said = { ...words, day: dayIn(language, timeZone, movedAt), code: oneLine(companyCode) };
  return {
    ...letter,
    subject: t("movedAlready.subject", said),
    heading: t("movedAlready.heading"),
    preview: t("movedAlready.preview", said),
    paragraphs: [
      t.markup("movedAlready.text", { ...said, b: bold }),
      t.markup(asksCode ? "movedAlready.withCode" : "movedAlready.with", { ...said, b: bold }),
    ],
    button: {
      label: t("movedAlready.button"),
      href: asksCode ? doorOf(companyCode) : `${env().APP_URL}/sign-in`,
    },
    afterButton: [t("movedAlready.notYou", said)],
  };
}
