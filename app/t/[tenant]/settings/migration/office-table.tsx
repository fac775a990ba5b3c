import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { OFFICES_SHOWN, type OfficeCounts, standings } from "@/lib/migration/counts";
import { holderOf } from "@/lib/migration/wave-page";
import type { Wave } from "@/lib/migration/waves";
import { Count } from "../../count";
import { migrationLinks } from "./migration-links";
import { MoveLink } from "./move-link";

type Props = { slug: string; offices: readonly OfficeCounts[]; open: readonly Wave[]; mayRun: boolean };

/** The way to a wave of its own, or to the one that has its people in hand. */
async function Way({ slug, office, open }: Omit<Props, "offices" | "mayRun"> & { office: OfficeCounts }) {
  const t = await getTranslations("migration");
  const holder = holderOf(open, office.office);
  if (!holder || office.counts.ready === 0)
    return <MoveLink slug={slug} count={office.counts.ready} office={office.office} size="sm" />;
  return (
    <Link className="btn-link" href={migrationLinks(slug).wave(holder.id)} prefetch={false}>
      {t("inWave", { number: holder.number })}
    </Link>
  );
}

async function Office({ slug, office, open, mayRun }: Omit<Props, "offices"> & { office: OfficeCounts }) {
  const t = await getTranslations("migration");
  const links = migrationLinks(slug);
  const name = office.office || t("noOffice");
  return (
    <tr>
      <th scope="row">
        <Link href={links.accounts({ office: office.office })} prefetch={false}>
          {name}
        </Link>
      </th>
      {standings.map((one) => (
        <td key={one} className="num" data-label={t(`tag.${one}`)}>
          {office.counts[one] === 0 ? (
            0
          ) : (
            <Link href={links.accounts({ office: office.office, standing: one })} prefetch={false}>
              <Count of={office.counts[one]} /> <span className="sr">{`${t(`tag.${one}`)}, ${name}`}</span>
            </Link>
          )}
        </td>
      ))}
      <td>{mayRun && <Way slug={slug} office={office} open={open} />}</td>
    </tr>
  );
}

/** The same numbers for each office. */
export async function OfficeTable({ slug, offices, open, mayRun }: Props) {
  const t = await getTranslations("migration");
  if (offices.length === 0) return null;
  const shown = offices.slice(0, OFFICES_SHOWN);
  return (
    <section className="section stack-8" aria-labelledby="offices">
      <h2 id="offices">{t("offices")}</h2>
      <table className="table is-stacked is-level is-offices">
        <thead>
          <tr>
            <th scope="col">{t("columns.office")}</th>
            {standings.map((one) => (
              <th key={one} scope="col" className="num">
                {t(`tag.${one}`)}
              </th>
            ))}
            <th scope="col">
              <span className="sr">{t("columns.todo")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((office) => (
            <Office key={office.office} slug={slug} office={office} open={open} mayRun={mayRun} />
          ))}
        </tbody>
      </table>
      {offices.length > shown.length && (
        <p className="small muted">{t("moreOffices", { count: OFFICES_SHOWN })}</p>
      )}
    </section>
  );
}
