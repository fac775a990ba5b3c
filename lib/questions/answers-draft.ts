import { z } from "zod";
import { isQuestionKey, type QuestionKey } from "./catalogue";
import { isFiller, repeatsQuestion } from "./guessable";
import { normalise } from "./normalise";

const MOST_CHARACTERS = 200;
const LEAST_CHARACTERS = 3;

const Question = z
  .string()
  .min(1, "question_missing")
  .refine((key): key is QuestionKey => isQuestionKey(key), "question_unknown");

const Answer = z
  .string()
  .max(MOST_CHARACTERS, "answer_long")
  .refine((text) => normalise(text) !== "", "answer_missing")
  .refine((text) => [...normalise(text)].length >= LEAST_CHARACTERS, "answer_short")
  .refine((text) => !isFiller(normalise(text)), "answer_filler");

/** Which of the three a fault belongs to. */
const slots = [1, 2, 3] as const;
type Slot = (typeof slots)[number];

type Pair = { slot: Slot; question: QuestionKey; answer: string };

const Fields = z.strictObject({
  question1: Question,
  answer1: Answer,
  question2: Question,
  answer2: Answer,
  question3: Question,
  answer3: Answer,
});

/** The three pairs, by slot. */
export const pairsOf = (draft: z.output<typeof Fields>): Pair[] =>
  slots.map((slot) => ({
    slot,
    question: draft[`question${slot}`] as QuestionKey,
    answer: draft[`answer${slot}`],
  }));

type Fault = { field: string; message: string };

/** What is wrong with a pair beside the ones above it; nothing where a field of it is not filled in. */
function faultsOf({ slot, question, answer }: Pair, above: readonly Pair[]): Fault[] {
  const same = normalise(answer);
  return [
    ...(question && above.some((one) => one.question === question)
      ? [{ field: `question${slot}`, message: "question_twice" }]
      : []),
    ...(same && above.some((one) => normalise(one.answer) === same)
      ? [{ field: `answer${slot}`, message: "answer_twice" }]
      : []),
    ...(isQuestionKey(question) && same && repeatsQuestion(question, answer)
      ? [{ field: `answer${slot}`, message: "answer_repeats" }]
      : []),
  ];
}

/** Three different questions of the list, with three different answers; each fault at its field (H20, H21). */
export const AnswersDraft = Fields.superRefine((draft, context) => {
  const pairs = pairsOf(draft);
  for (const [index, pair] of pairs.entries())
    for (const { field, message } of faultsOf(pair, pairs.slice(0, index)))
      context.addIssue({ code: "custom", path: [field], message });
});
export type AnswersDraft = z.output<typeof AnswersDraft>;
