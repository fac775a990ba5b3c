import "server-only";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { FlowSelf } from "@/lib/access/actor";
import { withIdentity } from "@/lib/access/doors";
import { questionKeys } from "@/lib/questions/catalogue";
import { type OwnQuestions, ownQuestions } from "@/lib/questions/own-questions";
import { type AnswersVerdict, giveBackAnswers } from "@/lib/recovery/answer-questions";
import { whoAsks } from "@/lib/sign-in/who-asks";
import { openedSecurity, SECURITY } from "./account";
import { dropFlow } from "./cookies";
import type { Told } from "./identity-action";
import { pageOfStep } from "./recovery-link";
import { flowAt } from "./set-up";
import { viewIdentity } from "./view-identity";

export const OWN_QUESTIONS = `${SECURITY}/questions`;

/** At the gate of a sign-in: the names of the companies that ask. */
export async function questionsGate(): Promise<string[]> {
  const { self } = await flowAt("questions");
  return withIdentity<"activation", string[]>(self, (tx) => whoAsks(tx, self.identityId, "questions"));
}

/** On the account's page; where nobody asks and none are set there is no such page (OWASP ASVS 5.0, 6.4.2). */
export async function questionsToChange(): Promise<OwnQuestions> {
  const self = await openedSecurity(OWN_QUESTIONS);
  return (await viewIdentity(self, ownQuestions)) ?? notFound();
}

/** All questions in words, and what stands around them. */
export async function questionWords() {
  const t = await getTranslations("questions");
  const options = questionKeys.map((value) => ({ value, label: t(`list.${value}`) }));
  return {
    options: [{ value: "", label: t("choose") }, ...options],
    question: [t("question", { n: 1 }), t("question", { n: 2 }), t("question", { n: 3 })],
    answer: [t("answer", { n: 1 }), t("answer", { n: 2 }), t("answer", { n: 3 })],
    hint: t("hint"),
  };
}

/** "Cancel": back to where one signs in, which asks again. */
export async function leadOnFromCancel(): Promise<string> {
  await dropFlow("activation");
  return "/sign-in?out=questions";
}

/** One text for whatever was wrong. */
export async function leadOnFromAnswers(
  verdict: AnswersVerdict,
  self: FlowSelf<"recovery">,
): Promise<string | Told> {
  if (verdict === "wrong") return { field: null, key: "answers_wrong" };
  if (verdict === "over") return pageOfStep("over");
  await giveBackAnswers(self);
  return pageOfStep("password");
}
