import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import type { OwnSecurity } from "@/lib/identity/security";
import { Card } from "./card";
import { dayOrNever } from "./moments";

export async function PasswordCard({ password }: { password: OwnSecurity["password"] }) {
  const t = await getTranslations("account.security.password");
  if (!password.isSet) return null;
  return (
    <Card id="password" title={t("title")} text={t("text")}>
      <p>{t("changedOn", { day: await dayOrNever(password.setAt) })}</p>
      <ButtonLink href="/account/security/password">{t("change")}</ButtonLink>
    </Card>
  );
}
