import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";

const cookies = [
  "cookiesSession",
  "cookiesFlow",
  "cookiesLink",
  "cookiesAsked",
  "cookiesDevice",
  "cookiesLook",
] as const;
const stored = ["stored", "storedSecrets", "storedPhone", "storedLog", "storedMail"] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("privacy");
  return { title: t("title") };
}

export default async function PrivacyPage() {
  const t = await getTranslations("privacy");
  return (
    <DoorPage wide>
      <h1>{t("title")}</h1>
      <div className="prose">
        <section>
          <h2>{t("cookiesTitle")}</h2>
          <p>{t("cookies")}</p>
          <ul>
            {cookies.map((line) => (
              <li key={line}>{t(line)}</li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{t("storedTitle")}</h2>
          <ul>
            {stored.map((line) => (
              <li key={line}>{t(line)}</li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{t("questionsTitle")}</h2>
          <p>{t("questions")}</p>
        </section>
      </div>
    </DoorPage>
  );
}
