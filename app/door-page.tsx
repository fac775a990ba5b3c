import { getLocale, getTranslations } from "next-intl/server";
import type { ComponentProps } from "react";
import { Door } from "@/components/door";

type Props = Omit<ComponentProps<typeof Door>, "language" | "words" | "steps"> & {
  steps?: { current: number; total: number } | undefined;
};

/** The door with its words in the language of this request. */
export async function DoorPage({ steps, ...door }: Props) {
  const t = await getTranslations("frame");
  const language = await getLocale();
  const words = {
    help: t("help"),
    privacy: t("privacy"),
    language: t("language"),
    footer: t("footer"),
  };
  const labelled = steps && { ...steps, label: t("step", steps) };
  return <Door {...door} language={language} words={words} steps={labelled} />;
}
