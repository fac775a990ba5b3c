import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { overviewLinks } from "../../overview-links";

type Props = { slug: string; tab: "standing" | "mails" };

export async function BoardTabs({ slug, tab }: Props) {
  const t = await getTranslations("board.tabs");
  const { board, mails } = overviewLinks(slug);
  const hrefs = { standing: board, mails };
  return (
    <nav className="tabs" aria-label={t("label")}>
      {(["standing", "mails"] as const).map((one) => (
        <Link key={one} href={hrefs[one]} prefetch={false} aria-current={one === tab ? "page" : undefined}>
          {t(one)}
        </Link>
      ))}
    </nav>
  );
}
