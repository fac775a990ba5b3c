import { getTranslations } from "next-intl/server";
import { Card } from "./card";

/** The number that helps to get back in; nothing where there is none. */
export async function PhoneCard({ digits }: { digits: string | null }) {
  const t = await getTranslations("account.security.phone");
  if (!digits) return null;
  return (
    <Card id="phone" title={t("title")} text={t("text")}>
      <p>{t("ends", { digits })}</p>
    </Card>
  );
}
