/**
 * What of an answer is compared: letters and digits, in one case and without accents (H21). Years later nobody
 * remembers how they wrote "José", "'s-Graveland" or "St. Jan", and another keyboard has other signs.
 */
export const normalise = (answer: string): string =>
  answer
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .normalize("NFKC")
    .replace(/[^\p{L}\p{M}\p{N}]/gu, "");
