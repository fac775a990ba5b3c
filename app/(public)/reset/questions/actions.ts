"use server";

import { answerQuestions, checkAnswers, TypedAnswers } from "@/lib/recovery/answer-questions";
import { identityAction } from "@/lib/web/identity-action";
import { leadOnFromAnswers } from "@/lib/web/questions";

/** All three answers, after the link and the code, before the new password. */
export const giveAnswers = identityAction({
  as: "recovery",
  input: TypedAnswers,
  before: checkAnswers,
  run: answerQuestions,
  next: leadOnFromAnswers,
});
