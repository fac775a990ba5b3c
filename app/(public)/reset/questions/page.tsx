import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { Field } from "@/components/field";
import { Form } from "@/components/form";
import type { IdentityTx } from "@/lib/access/doors";
import { ownQuestionKeys } from "@/lib/questions/own-questions";
import { resetSteps } from "@/lib/recovery/reset-steps";
import { whomToAsk } from "@/lib/sign-in/ways";
import { recoveryAt } from "@/lib/web/recovery-steps";
import { viewFlow } from "@/lib/web/view-identity";
import { WhomToAskPanel } from "../whom-to-ask-panel";
import { giveAnswers } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reset.questions"))("title") };
}

const readQuestions = async (tx: IdentityTx<"recovery">) => ({
  questions: await ownQuestionKeys(tx),
  steps: await resetSteps(tx, "questions"),
  companies: await whomToAsk(tx),
});

/** Shown only behind the mailed link, and behind the code where there is one. */
export default async function AnswerQuestionsPage() {
  const self = await recoveryAt("questions");
  const { questions, steps, companies } = await viewFlow(self, readQuestions);
  const t = await getTranslations("reset.questions");
  const list = await getTranslations("questions.list");
  return (
    <DoorPage side={<WhomToAskPanel companies={companies} />} steps={steps}>
      <Form
        action={giveAnswers}
        submit={t("submit")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={
          <>
            <h1>{t("title")}</h1>
            <p className="muted door-lead">{t("lead")}</p>
          </>
        }
      >
        {questions.map((question, index) => (
          <Field
            key={question}
            name={`answer${index + 1}`}
            label={list(question)}
            hint={index === 0 ? t("hint") : undefined}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={200}
          />
        ))}
      </Form>
    </DoorPage>
  );
}
