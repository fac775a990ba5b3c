import type { Language } from "@/lib/i18n/languages";
import { sentencesIn } from "@/lib/i18n/sentences";

const MOST_NAME = 40;

// What one text of 160 signs can hold (GSM 03.38); one sign beyond makes three texts of it.
const plain = /^[@£$¥èéùìòÇØøÅåÆæßÉ !"#¤%&'()*+,:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà0-9-]*$/;

/** A company's name where it fits and no phone makes a link of it. */
const nameFor = (company: string | null) =>
  company && company.length <= MOST_NAME && plain.test(company) ? company : "Portico";

/** What the text says; the code first, so that it shows on a locked screen's one line. */
export const textBody = (language: Language, code: string, company: string | null): string =>
  sentencesIn(language, "texts")("code", { code, name: nameFor(company) });
