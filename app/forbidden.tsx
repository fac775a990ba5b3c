import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { DoorPage } from "./door-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("errors.page");
  return { title: t("noPermission") };
}

/** Where no tenant's frame stands around it. */
export default async function Forbidden() {
  const t = await getTranslations();
  return (
    <DoorPage>
      <h1>{t("errors.page.noPermission")}</h1>
      <p className="muted door-lead">{t("nav.askAnybody")}</p>
      <ButtonLink look="primary" size="lg" href="/account/organisations">
        {t("nav.organisations")}
      </ButtonLink>
    </DoorPage>
  );
}
