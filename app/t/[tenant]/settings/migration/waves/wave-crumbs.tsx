import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import { migrationPath, wavesPath } from "./wave-paths";

/** The way back, from one wave over all waves to the migration. */
export async function WaveCrumbs({ tenant, here }: { tenant: string; here: string }) {
  const t = await getTranslations("waves");
  return (
    <nav className="crumbs" aria-label={t("crumbs")}>
      <Link href={migrationPath(tenant)} prefetch={false}>
        {t("migration")}
      </Link>
      <Icon name="right" size={14} />
      <Link href={wavesPath(tenant)} prefetch={false}>
        {t("title")}
      </Link>
      <Icon name="right" size={14} />
      <span>{here}</span>
    </nav>
  );
}
