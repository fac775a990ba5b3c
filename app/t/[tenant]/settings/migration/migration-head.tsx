import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { migrationLinks } from "./migration-links";

const tabs = ["overview", "accounts", "roles", "import", "waves", "oldLogIn"] as const;

type Props = { slug: string; tab: (typeof tabs)[number] };

/** The pages of the migration beside each other. */
async function Tabs({ slug, tab }: Props) {
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

/** The title of a page of the migration, with what can be done there, and the other pages below it. */
export function MigrationHead({
  title,
  children,
  ...tabbed
}: Props & { title: string; children?: ReactNode }) {
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        {children}
      </div>
      <Tabs {...tabbed} />
    </>
  );
}
