import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { DoorPanel } from "@/components/door-panel";
import { Form } from "@/components/form";
import { dayIn } from "@/lib/i18n/sentences";
import { lastDayOf } from "@/lib/time";
import { dueOfRequest } from "@/lib/web/second-step-due";
import { putOff, setUpNow } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("secondStepDue"))("title") };
}

/** Said before the session begins: by when a second step must be there, and what happens then. */
export default async function SecondStepDuePage() {
  const { until, tenant, timeZone } = await dueOfRequest();
  const t = await getTranslations("secondStepDue");
  const day = dayIn(await getLocale(), timeZone, lastDayOf(until));
  const side = (
    <DoorPanel title={t("side.title")}>
      <p>{t("side.text")}</p>
    </DoorPanel>
  );
  return (
    <DoorPage side={side}>
      <h1>{t("title")}</h1>
      <p>{t.rich("asks", { tenant, day, b: (words) => <b>{words}</b> })}</p>
      <p className="muted">{t("after", { day })}</p>
      <Form action={setUpNow} submit={t("now")} size="lg" errorTitle={t("errorTitle")} />
      <Form action={putOff} submit={t("later")} size="lg" look="secondary" errorTitle={t("errorTitle")} />
    </DoorPage>
  );
}
