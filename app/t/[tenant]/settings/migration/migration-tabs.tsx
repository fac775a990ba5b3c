import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { migrationLinks } from "./migration-links";

const tabs = ["overview", "accounts", "roles", "import", "waves", "oldLogIn"] as const;

/** The pages of the migration beside each other. */
export async function MigrationTabs({ slug, tab }: { slug: string; tab: (typeof tabs)[number] }) {
  const t = await getTranslations("migration.tabs");
  const links = migrationLinks(slug);
  const hrefs = {
    overview: links.overview,
    accounts: links.accounts(),
    roles: links.roles,
    import: links.import,
    waves: links.waves,
    oldLogIn: links.oldLogIn,
  };
  return (
    <nav className="tabs" aria-label={t("label")}>
      {tabs.map((one) => (
        <Link key={one} href={hrefs[one]} prefetch={false} aria-current={one === tab ? "page" : undefined}>
          {t(one)}
        </Link>
      ))}
    </nav>
  );
}
