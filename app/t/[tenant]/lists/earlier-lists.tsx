import Link from "next/link";
import { getTranslations } from "next-intl/server";

type EarlierList = { href: string; name: string; rows: number; state: string };

/** The lists that were brought before. */
export async function EarlierLists({ lists }: { lists: readonly EarlierList[] }) {
  const t = await getTranslations("imports");
  if (lists.length === 0) return null;
  return (
    <section className="section stack-8" aria-labelledby="earlier">
      <h2 id="earlier" className="lead">
        {t("earlier")}
      </h2>
      <ul className="list is-tight is-plain">
        {lists.map(({ href, name, rows, state }) => (
          <li key={href}>
            <Link href={href} prefetch={false}>
              {t("item", { name, rows })}
            </Link>{" "}
            <span className="muted">{state}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
