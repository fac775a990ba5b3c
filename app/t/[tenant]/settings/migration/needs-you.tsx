import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { MigrationCounts } from "@/lib/migration/counts";
import { Count } from "../../count";
import { migrationLinks } from "./migration-links";

type Props = { slug: string; verdicts: MigrationCounts["verdicts"]; mayRun: boolean };

/** What somebody has to decide, each with the way to it. */
export async function NeedsYou({ slug, verdicts, mayRun }: Props) {
  const t = await getTranslations("migration");
  const links = migrationLinks(slug);
  const hrefOf = ({ verdict }: MigrationCounts["verdicts"][number]) =>
    verdict === "role_unknown" ? links.roles : links.accounts({ verdict });
  return (
    <section className="section stack-8" aria-labelledby="needs-you">
      <div className="section-head">
        <h2 id="needs-you">{t("needsYou")}</h2>
        {mayRun && verdicts.length > 0 && <a href={links.waiting}>{t("getWaiting")}</a>}
      </div>
      {verdicts.length === 0 && <p className="muted">{t("needsNobody")}</p>}
      <ul className="list is-tight is-plain">
        {verdicts.map((one) => (
          <li key={one.verdict}>
            <Link href={hrefOf(one)} prefetch={false}>
              {t(`verdict.${one.verdict}`)}
            </Link>{" "}
            <b className="num">
              <Count of={one.accounts} />
            </b>
          </li>
        ))}
      </ul>
    </section>
  );
}
