import type { Contact } from "@/db/schema/tenants";
import type { Language } from "@/lib/i18n/languages";
import { bold, oneLine } from "@/lib/mail/emphasis";
import type { Letter } from "@/lib/mail/letter";
import { greetingOf, letterFrame, letterSentences } from "@/lib/mail/letter-frame";

export type InvitationFacts = {
  language: Language;
  tenant: string;
  sender?: string;
  accent?: string;
  inviter: string | null;
  inviterEmail?: string | null;
  contactEmail?: string | null;
  contact?: Contact;
  name: string;
  address: string;
  roles: string[];
  note: string | null;
  href: string;
  /** A day as the reader says it: "Thursday 4 June". */
  lastDay: string;
  existing: boolean;
  number: string;
  resent: boolean;
  /** For later sign-ins, where the company's code is asked. */
  door?: { code: string; href: string; userName: string };
};

/** What people typed, as it may stand in a sentence or a header. */
const tidied = (of: InvitationFacts) => ({
  ...of,
  tenant: oneLine(of.tenant),
  inviter: of.inviter && oneLine(of.inviter),
  roles: new Intl.ListFormat(of.language, { type: "conjunction" }).format(of.roles.map(oneLine)),
  address: oneLine(of.address),
  b: bold,
});
type Tidied = ReturnType<typeof tidied>;

/** Somebody known only by an address is not called by it. */
const isOwnName = ({ name, address }: Tidied) => oneLine(name).toLowerCase() !== address.toLowerCase();

function whoAnswers({ inviter, inviterEmail, contactEmail, tenant }: Tidied) {
  if (inviter && inviterEmail) return { who: inviter, replyTo: inviterEmail };
  return contactEmail ? { who: tenant, replyTo: contactEmail } : undefined;
}

function subjectOf(of: Tidied): string {
  const t = letterSentences(of.language);
  if (of.existing) return t("join.subject", { tenant: of.tenant });
  const { inviter, tenant } = of;
  return inviter ? t("invitation.subject", { inviter, tenant }) : t("invitation.subjectNobody", { tenant });
}

function opening(of: Tidied): string[] {
  const t = letterSentences(of.language);
  const { inviter, tenant, roles } = of;
  const access = inviter
    ? t.markup("invitation.access", { inviter, tenant, roles, b: bold })
    : t.markup("invitation.accessNobody", { tenant, roles, b: bold });
  return [
    ...(of.resent ? [t("invitation.replaces")] : []),
    `${access} ${of.existing ? t("join.known") : t("invitation.takes")}`,
  ];
}

const tidiedDoor = ({ code, href, userName }: NonNullable<InvitationFacts["door"]>) => ({
  code: oneLine(code),
  href,
  userName: oneLine(userName),
});

function closing(of: Tidied): string[] {
  const t = letterSentences(of.language);
  const answer = whoAnswers(of);
  return [
    t.markup("invitation.works", { lastDay: of.lastDay, address: of.address, b: bold }),
    of.existing ? t("join.noPassword") : t("invitation.noPassword"),
    ...(of.door ? [t.markup("keep", { ...tidiedDoor(of.door), b: bold })] : []),
    answer ? t("invitation.unexpectedReply", { who: answer.who }) : t("invitation.unexpected"),
  ];
}

/** To somebody who is invited; shorter for an address that has an account already. */
export function invitationLetter(facts: InvitationFacts): Letter {
  const of = tidied(facts);
  const t = letterSentences(of.language);
  const answer = whoAnswers(of);
  return {
    ...letterFrame(of),
    subject: subjectOf(of),
    ...(of.inviter && { heading: t("invitation.heading", { inviter: of.inviter }) }),
    preview: t(of.existing ? "join.preview" : "invitation.preview", { lastDay: of.lastDay }),
    ...(answer && { replyTo: answer.replyTo }),
    greeting: greetingOf(of.language, isOwnName(of) ? of.name : ""),
    paragraphs: opening(of),
    ...(of.note && { quote: { by: t("wrote", { name: of.inviter ?? of.tenant }), text: of.note } }),
    button: {
      label: of.existing ? t("join.button", { tenant: of.tenant }) : t("invitation.button"),
      href: of.href,
    },
    afterButton: closing(of),
  };
}

type TellFacts = {
  language: Language;
  tenant: string;
  accent?: string;
  /** Who is told, if that is a person. */
  inviter: string | null;
  /** Whom it is about, and the address that was invited. */
  name: string;
  address: string;
  number: string;
  /** Where to act on it. */
  href?: string;
};

function telling(facts: TellFacts) {
  const { language, number, address } = facts;
  const [name, tenant] = [oneLine(facts.name), oneLine(facts.tenant)];
  const person = name.toLowerCase() === address.toLowerCase() ? name : `${name} (${oneLine(address)})`;
  const t = letterSentences(language);
  const frame = {
    ...letterFrame({ ...facts, tenant }),
    footnotes: [t("told", { tenant }), t("reference", { number })],
  };
  return {
    t,
    name,
    tenant,
    words: { person, tenant, b: bold },
    frame: { ...frame, greeting: greetingOf(language, facts.inviter ?? "") },
  };
}

/** To the inviter: the person said no. */
export function declinedLetter(facts: TellFacts): Letter {
  const { t, name, tenant, words, frame } = telling(facts);
  return {
    ...frame,
    subject: t("declined.subject", { name, tenant }),
    preview: t("declined.preview"),
    paragraphs: [t.markup("declined.closed", words), t("declined.next")],
    ...(facts.href && { button: { label: t("declined.button"), href: facts.href } }),
  };
}

/** To the inviter: the person's link is dead; `renewed` when Portico has sent another already. */
export function requestedAgainLetter(facts: TellFacts & { renewed: boolean }): Letter {
  const { t, name, tenant, words, frame } = telling(facts);
  return {
    ...frame,
    subject: t("requestedAgain.subject", { name, tenant }),
    preview: t("requestedAgain.preview"),
    paragraphs: [
      t.markup("requestedAgain.asks", words),
      t(facts.renewed ? "requestedAgain.renewed" : "requestedAgain.next"),
    ],
    ...(facts.href && { button: { label: t("requestedAgain.button"), href: facts.href } }),
  };
}
