import type { Language } from "@/lib/i18n/languages";
import { bold, oneLine } from "@/lib/mail/emphasis";
import type { Letter } from "@/lib/mail/letter";
import { greetingOf, letterFrame, letterSentences } from "@/lib/mail/letter-frame";

export type NoticeFacts = {
  language: Language;
  tenant: string;
  sender?: string;
  accent?: string;
  contactEmail: string | null;
  name: string;
  address: string;
  /** "Monday 1 June". */
  day: string;
  number: string;
};

/** Before a planned wave: what stays the same first. Nothing to press, for there is nothing to do yet. */
export function noticeLetter(of: NoticeFacts): Letter {
  const t = letterSentences(of.language);
  const [tenant, address] = [oneLine(of.tenant), oneLine(of.address)];
  const words = { tenant, address, day: of.day };
  const marked = { ...words, b: bold };
  return {
    ...letterFrame({ ...of, tenant, address }),
    subject: t("moveNotice.subject", words),
    preview: t("moveNotice.preview"),
    ...(of.contactEmail && { replyTo: of.contactEmail }),
    greeting: greetingOf(of.language, of.name),
    paragraphs: [
      t("moveNotice.stays", words),
      t.markup("moveNotice.changes", marked),
      t("moveNotice.until"),
      of.contactEmail ? t("moveNotice.questionsReply", words) : t("moveNotice.questions", words),
    ],
  };
}
