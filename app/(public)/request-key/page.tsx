import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { askForKey } from "@/app/(public)/forgot/actions";
import { AskForm, beginningOf } from "@/app/(public)/forgot/ask-form";
import { NewHere } from "@/app/(public)/forgot/new-here";
import { DoorPage } from "@/app/door-page";
import { askedHere } from "@/lib/web/asked";

type Props = { searchParams: Promise<{ company?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("requestKey"))("title") };
}

export default async function RequestKeyPage({ searchParams }: Props) {
  const t = await getTranslations("requestKey");
  return (
    <DoorPage side={<NewHere askedFor="key" />}>
      <AskForm
        action={askForKey}
        title={t("title")}
        lead={t("lead")}
        submit={t("submit")}
        {...beginningOf(await askedHere(), await searchParams)}
      />
    </DoorPage>
  );
}
