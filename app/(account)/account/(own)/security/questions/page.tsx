import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Form } from "@/components/form";
import { QuestionFields } from "@/components/question-fields";
import { questionsToChange, questionWords } from "@/lib/web/questions";
import { saveQuestions } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.security.questions"))("pageTitle") };
}

export default async function OwnQuestionsPage() {
  const { chosen } = await questionsToChange();
  const t = await getTranslations("account.security.questions");
  return (
    <Form
      action={saveQuestions}
      submit={t("submit")}
      size="lg"
      heading={
        <>
          <div className="page-head">
            <h1>{t("pageTitle")}</h1>
          </div>
          <p>{t("lead")}</p>
        </>
      }
      beside={<Link href="/account/security">{t("cancel")}</Link>}
    >
      <QuestionFields words={await questionWords()} chosen={chosen} />
    </Form>
  );
}
