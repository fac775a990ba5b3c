import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { DoorPanel } from "@/components/door-panel";
import { Form } from "@/components/form";
import { QuestionFields } from "@/components/question-fields";
import { questionsGate, questionWords } from "@/lib/web/questions";
import { cancelAnswers, saveAnswers } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("questions"))("title") };
}

async function WhenAsked() {
  const t = await getTranslations("questions");
  return (
    <DoorPanel title={t("good.title")}>
      <p>{t("good.text")}</p>
      <p>{t("good.stored")}</p>
    </DoorPanel>
  );
}

/** Forced where a company asks: no session begins before the answers, however often this page is left. */
export default async function QuestionsPage() {
  const asking = await questionsGate();
  const t = await getTranslations("questions");
  const names = new Intl.ListFormat(await getLocale()).format(asking);
  return (
    <DoorPage side={<WhenAsked />}>
      <Form
        action={saveAnswers}
        submit={t("save")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={
          <>
            <h1>{t("title")}</h1>
            <p className="door-lead">
              {t("lead")} {t("when")} {asking.length > 0 && t("asks", { names, count: asking.length })}
            </p>
          </>
        }
      >
        <QuestionFields words={await questionWords()} />
      </Form>
      <Form action={cancelAnswers} submit={t("cancel")} look="secondary">
        <p className="hint">{t("cancelText")}</p>
      </Form>
    </DoorPage>
  );
}
