import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("forgotCompany"))("sentTitle") };
}

/** The same for everybody: only the mailbox knows more. */
export default async function CompanyCodesSentPage() {
  const t = await getTranslations("forgotCompany");
  return (
    <DoorPage>
      <h1>{t("sentTitle")}</h1>
      <p className="muted door-lead">{t("sentLead")}</p>
      <ul className="prose">
        <li>{t("sentWait")}</li>
        <li>{t("sentAsk")}</li>
      </ul>
      <p className="ways">
        <Link href="/sign-in?with=company">{t("back")}</Link>
        <Link href="/forgot-company-code">{t("again")}</Link>
      </p>
    </DoorPage>
  );
}
