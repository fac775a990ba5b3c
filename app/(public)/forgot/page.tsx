import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { askedHere } from "@/lib/web/asked";
import { askForReset } from "./actions";
import { AskForm, beginningOf } from "./ask-form";
import { NewHere } from "./new-here";

type Props = { searchParams: Promise<{ company?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("forgot"))("title") };
}

export default async function ForgotPage({ searchParams }: Props) {
  const t = await getTranslations("forgot");
  return (
    <DoorPage side={<NewHere />}>
      <AskForm
        action={askForReset}
        title={t("title")}
        lead={t("lead")}
        submit={t("submit")}
        {...beginningOf(await askedHere(), await searchParams)}
      />
    </DoorPage>
  );
}
