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

function about(of: NoticeFacts) {
  const t = letterSentences(of.language);
  const [tenant, address] = [oneLine(of.tenant), oneLine(of.address)];
  const words = { tenant, address, day: of.day };
  const frame = {
    ...letterFrame({ ...of, tenant, address }),
    ...(of.contactEmail && { replyTo: of.contactEmail }),
    greeting: greetingOf(of.language, of.name),
  };
  const questions = t(of.contactEmail ? "moveNotice.questionsReply" : "moveNotice.questions", words);
  return { t, words, frame, questions, marked: { ...words, b: bold } };
}

/** Before a planned wave: what stays the same first. Nothing to press, for there is nothing to do yet. */
export function noticeLetter(of: NoticeFacts): Letter {
  const { t, words, marked, frame, questions } = about(of);
  return {
    ...frame,
    subject: t("moveNotice.subject", words),
    preview: t("moveNotice.preview"),
    paragraphs: [
      t("moveNotice.stays", words),
      t.markup("moveNotice.changes", marked),
      t("moveNotice.until"),
      questions,
    ],
  };
}

/** To who was told of a day on which nothing happens now. */
export function putOffLetter(of: NoticeFacts): Letter {
  const { t, words, marked, frame, questions } = about(of);
  return {
    ...frame,
    subject: t("movePutOff.subject", words),
    preview: t("movePutOff.preview"),
    paragraphs: [t.markup("movePutOff.text", marked), t("movePutOff.next"), questions],
  };
}
