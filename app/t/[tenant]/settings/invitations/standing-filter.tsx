import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { places } from "@/lib/overview/funnel";
import { overviewLinks } from "../../overview-links";
import type { BoardData } from "./read-board";

/** One list for each gate, with how many stand there. */
export async function StandingFilter({
  funnel,
  query,
  tenant,
}: Pick<BoardData, "funnel" | "query" | "tenant">) {
  const t = await getTranslations("board");
  const links = overviewLinks(tenant.slug);
  const all = places.reduce((sum, place) => sum + funnel.waiting[place], 0);
  const choices = [
    { at: null, href: links.board, label: t("all"), count: all },
    ...places.map((at) => ({
      at,
      href: links.standing(at),
      label: t(`headings.${at}`),
      count: funnel.waiting[at],
    })),
  ];
  return (
    <nav className="legend" aria-label={t("filter")}>
      {choices
        .filter(({ at, count }) => at === null || at === query.at || count > 0)
        .map(({ at, href, label, count }) => (
          <Link
            key={href}
            href={href}
            prefetch={false}
            aria-current={at === query.at && query.days === 0 ? "true" : undefined}
          >
            <b>{count}</b> {label}
          </Link>
        ))}
    </nav>
  );
}
