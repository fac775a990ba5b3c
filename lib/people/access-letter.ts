import type { Contact } from "@/db/schema/tenants";
import type { Language } from "@/lib/i18n/languages";
import { bold, oneLine } from "@/lib/mail/emphasis";
import type { Letter } from "@/lib/mail/letter";
import { contactLine, greetingOf, letterHead, letterSentences } from "@/lib/mail/letter-frame";

/** What an administrator did to somebody's access. */
const accessChanges = ["suspended", "restored", "removed", "roles", "signed_out", "move_undone"] as const;
export type AccessChange = (typeof accessChanges)[number];

type AccessFacts = {
  language: Language;
  change: AccessChange;
  tenant: string;
  accent?: string;
  contact?: Contact;
  name: string;
  address: string;
  /** Who did it. */
  actor: string;
  replyTo?: string;
  roles: string[];
  /** A role with power over others was given to somebody without a second step. */
  secondStepDue: boolean;
};

function paragraphsOf({ language, change, roles, secondStepDue, ...facts }: AccessFacts): string[] {
  const t = letterSentences(language);
  const listed = new Intl.ListFormat(language, { type: "conjunction" }).format(roles.map(oneLine));
  const [tenant, actor] = [oneLine(facts.tenant), oneLine(facts.actor)];
  return [
    t.markup(`access.${change}.text`, { tenant, actor, roles: listed, b: bold }),
    t(`access.${change}.next`, { tenant }),
    ...(secondStepDue ? [t("access.secondStepDue")] : []),
    t(facts.replyTo ? "access.questionsReply" : "access.questions", { tenant }),
  ];
}

/** To a person whose access an administrator has changed, in the name of the company. */
export function accessLetter(facts: AccessFacts): Letter {
  const { language, change, name, address, replyTo } = facts;
  const tenant = oneLine(facts.tenant);
  const t = letterSentences(language);
  return {
    ...letterHead(facts),
    ...(replyTo && { replyTo }),
    subject: t(`access.${change}.subject`, { tenant }),
    preview: t("access.preview"),
    greeting: greetingOf(language, name.toLowerCase() === address.toLowerCase() ? "" : name),
    paragraphs: paragraphsOf(facts),
    footnotes: [
      ...contactLine(language, tenant, facts.contact ?? {}),
      t("sentTo", { address: oneLine(address), tenant }),
    ],
  };
}
