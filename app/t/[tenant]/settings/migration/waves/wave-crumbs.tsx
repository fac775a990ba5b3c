import { getTranslations } from "next-intl/server";
import { Crumbs } from "@/components/crumbs";
import { migrationLinks } from "../migration-links";

/** The way back, from one wave over all waves to the migration. */
export async function WaveCrumbs({ tenant, here }: { tenant: string; here: string }) {
  const t = await getTranslations("waves");
  const links = migrationLinks(tenant);
  const above = [
    { href: links.overview, label: t("migration") },
    { href: links.waves, label: t("title") },
  ];
  return <Crumbs label={t("crumbs")} above={above} here={here} />;
}
