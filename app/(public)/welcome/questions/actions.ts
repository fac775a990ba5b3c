"use server";

import { z } from "zod";
import { giveAnswers, putOffAnswers } from "@/lib/questions/answers-asked";
import { AnswersDraft } from "@/lib/questions/answers-draft";
import { hashAnswers } from "@/lib/questions/set-answers";
import { identityAction } from "@/lib/web/identity-action";
import { leadOnFromCancel } from "@/lib/web/questions";
import { leadOnFromSetUp } from "@/lib/web/set-up";

/** Three questions and their answers, and in. */
export const saveAnswers = identityAction({
  as: "activation",
  input: AnswersDraft,
  before: hashAnswers,
  run: giveAnswers,
  next: leadOnFromSetUp,
});

/** Not now: no session, and asked again. */
export const cancelAnswers = identityAction({
  as: "activation",
  input: z.strictObject({}),
  run: putOffAnswers,
  next: leadOnFromCancel,
});
