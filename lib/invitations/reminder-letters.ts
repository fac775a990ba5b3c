import { bold, oneLine } from "@/lib/mail/emphasis";
import type { Letter } from "@/lib/mail/letter";
import { greetingOf, letterFrame, letterSentences } from "@/lib/mail/letter-frame";
import type { InvitationFacts } from "./letters";

/** What a reminder is about: nothing done yet, the last days, or an account without its second step. */
export type ReminderKind = "waiting" | "ending" | "stopped";

export type ReminderFacts = Omit<InvitationFacts, "note" | "resent" | "door"> & { kind: ReminderKind };

function whoReads({ inviter, inviterEmail, contactEmail, tenant }: ReminderFacts) {
  if (inviter && inviterEmail) return { who: oneLine(inviter), replyTo: inviterEmail };
  return contactEmail ? { who: oneLine(tenant), replyTo: contactEmail } : null;
}

function wordsOf(facts: ReminderFacts) {
  const { language, tenant, address, lastDay } = facts;
  const roles = new Intl.ListFormat(language, { type: "conjunction" }).format(facts.roles.map(oneLine));
  return { tenant: oneLine(tenant), address: oneLine(address), roles, lastDay };
}

function buttonOf({ kind, existing, href, language, tenant }: ReminderFacts) {
  const t = letterSentences(language);
  if (kind === "stopped") return { label: t("reminder.continue"), href };
  return { label: existing ? t("join.button", { tenant: oneLine(tenant) }) : t("invitation.button"), href };
}

function closing(facts: ReminderFacts): string[] {
  const t = letterSentences(facts.language);
  const words = wordsOf(facts);
  const reader = whoReads(facts);
  return [
    facts.kind === "stopped"
      ? t.markup("reminder.signIn", { ...words, b: bold })
      : t.markup("reminder.works", { ...words, b: bold }),
    reader ? t("reminder.stuckReply", { who: reader.who }) : t("reminder.stuck"),
  ];
}

/** To somebody whose invitation or second step still waits. */
export function reminderLetter(facts: ReminderFacts): Letter {
  const { language, kind, name, address } = facts;
  const t = letterSentences(language);
  const words = wordsOf(facts);
  const reader = whoReads(facts);
  const isOwnName = oneLine(name).toLowerCase() !== address.toLowerCase();
  return {
    ...letterFrame({ ...facts, tenant: words.tenant, address: words.address }),
    subject: t(`reminder.${kind}.subject`, words),
    preview: t(`reminder.${kind}.preview`, words),
    ...(reader && { replyTo: reader.replyTo }),
    greeting: greetingOf(language, isOwnName ? name : ""),
    paragraphs: [t.markup(`reminder.${kind}.text`, { ...words, b: bold }), t(`reminder.${kind}.takes`)],
    button: buttonOf(facts),
    afterButton: closing(facts),
  };
}
