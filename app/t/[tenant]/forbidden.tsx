import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { RoleSaysNo } from "./whom-to-ask";

export default async function Forbidden() {
  const t = await getTranslations("nav");
  return (
    <RoleSaysNo>
      <ButtonLink href="/account/organisations">{t("organisations")}</ButtonLink>
    </RoleSaysNo>
  );
}
