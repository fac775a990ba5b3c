import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { DoorPage } from "./door-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("errors.page");
  return { title: t("noPage") };
}

export default async function NotFound() {
  const t = await getTranslations("errors.page");
  return (
    <DoorPage>
      <h1>{t("noPage")}</h1>
      <p className="muted door-lead">{t("noPageWhat")}</p>
      <ButtonLink look="primary" size="lg" href="/">
        {t("backToStart")}
      </ButtonLink>
    </DoorPage>
  );
}
