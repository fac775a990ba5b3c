import { sentencesIn } from "@/lib/i18n/sentences";
import type { QuestionKey } from "./catalogue";
import { normalise } from "./normalise";

/** What people type to get past the page. Compared as answers are. */
const empty = new Set(
  `unknown none nothing nobody noidea idontknow dontknow notapplicable forgot secret password question answer empty
  blank test testing yes yesyes portico welcome hello name onbekend geen geene niets niemand nooit geenidee weetikniet
  weetniet nietvantoepassing nvt vergeten geheim wachtwoord vraag antwoord leeg welkom hallo neenee jaja naam`.split(
    /\s+/,
  ),
);

const rows = ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const reversed = rows.map((row) => [...row].reverse().join(""));

/** Fillers, one sign repeated, and keys in a row. */
export const isFiller = (answer: string): boolean =>
  empty.has(answer) || new Set(answer).size < 2 || [...rows, ...reversed].some((row) => row.includes(answer));

const wordsOf = (text: string): string[] =>
  text
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(normalise)
    .filter(Boolean);

/** Whether an answer only says the question again, in either language. */
export function repeatsQuestion(question: QuestionKey, answer: string): boolean {
  const asked = (["en", "nl"] as const).flatMap((language) =>
    wordsOf(sentencesIn(language, "questions")(`list.${question}`)),
  );
  return wordsOf(answer).every((word) => asked.includes(word));
}

const LEAST = 3;

/** Whether an answer is a name that stands beside the account: the person's, an address's, the company's. */
export function isNameAround(answer: string, names: readonly string[]): boolean {
  const parts = names.flatMap((name) => [name, name.split("@")[0] ?? "", ...wordsOf(name)]).map(normalise);
  return parts.some((part) => part.length >= LEAST && part === normalise(answer));
}
