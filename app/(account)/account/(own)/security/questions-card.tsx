import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import type { OwnQuestions } from "@/lib/questions/own-questions";
import { OWN_QUESTIONS } from "@/lib/web/questions";
import { Card } from "./card";
import { dayOrNever } from "./moments";

/** Extra evidence at a reset of the password, and no way back: nothing where nobody asks and none are set. */
export async function QuestionsCard({ questions }: { questions: OwnQuestions | null }) {
  if (!questions) return null;
  const t = await getTranslations("account.security.questions");
  const { asking, setAt } = questions;
  const names = new Intl.ListFormat(await getLocale()).format(asking);
  return (
    <Card id="questions" title={t("title")} text={t("text")}>
      <p>
        {setAt ? t("setOn", { day: await dayOrNever(setAt) }) : t("none")}{" "}
        {asking.length > 0 ? t("asks", { names, count: asking.length }) : t("notAsked")}
      </p>
      <ButtonLink href={OWN_QUESTIONS}>{t(setAt ? "change" : "set")}</ButtonLink>
    </Card>
  );
}
