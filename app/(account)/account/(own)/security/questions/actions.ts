"use server";

import { AnswersDraft } from "@/lib/questions/answers-draft";
import { changeAnswers } from "@/lib/questions/own-questions";
import { hashAnswers } from "@/lib/questions/set-answers";
import { SECURITY } from "@/lib/web/account";
import { identityAction } from "@/lib/web/identity-action";

/** Other questions, or other answers. */
export const saveQuestions = identityAction({
  as: "session",
  fresh: true,
  input: AnswersDraft,
  before: hashAnswers,
  run: changeAnswers,
  next: async () => `${SECURITY}?done=questions`,
});
