// Control characters, because nothing that people type may hold them.
const OPEN = "\u0002";
const CLOSE = "\u0003";

/** Marks words that matter; the HTML shows them bold, the text plainly. For `markup` of a translator. */
export const bold = (words: string) => `${OPEN}${words}${CLOSE}`;

export const withBold = (html: string) => html.replaceAll(OPEN, "<b>").replaceAll(CLOSE, "</b>");

export const withoutBold = (text: string) => text.replaceAll(OPEN, "").replaceAll(CLOSE, "");

/** One line without control characters: what people typed must not make a header, a line or a mark of its own. */
export const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
