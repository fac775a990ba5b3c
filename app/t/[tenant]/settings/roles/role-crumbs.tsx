import { getTranslations } from "next-intl/server";
import { Crumbs } from "@/components/crumbs";
import { rolesPath } from "./role-words";

export async function RoleCrumbs({ tenant, name }: { tenant: string; name: string }) {
  const t = await getTranslations("rolesPage");
  return <Crumbs label={t("crumbs")} above={[{ href: rolesPath(tenant), label: t("title") }]} here={name} />;
}
