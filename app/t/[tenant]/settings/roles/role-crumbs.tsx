import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import { rolesPath } from "./role-words";

export async function RoleCrumbs({ tenant, name }: { tenant: string; name: string }) {
  const t = await getTranslations("rolesPage");
  return (
    <nav className="crumbs" aria-label={t("crumbs")}>
      <Link href={rolesPath(tenant)} prefetch={false}>
        {t("title")}
      </Link>
      <Icon name="right" size={14} />
      <span aria-current="page">{name}</span>
    </nav>
  );
}
