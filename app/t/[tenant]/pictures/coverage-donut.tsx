import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { type Coverage, covers } from "@/lib/overview/coverage";
import { Count } from "../count";
import { overviewLinks } from "../overview-links";
import type { OverviewData } from "../read-overview";
import { AsTable } from "./as-table";

const keys = { passkey: "c-active", app: "c-second", none: "c-expired" } as const;
const GAP = 1;

/** Arcs over a circle of a hundred: each begins where the one before it ended. */
function arcsOf(coverage: Coverage) {
  let from = 0;
  return covers
    .filter((cover) => coverage[cover] > 0)
    .map((cover) => {
      const length = (100 * coverage[cover]) / coverage.people;
      const arc = { cover, from, length };
      from += length;
      return arc;
    });
}

function Drawn({
  coverage,
  label,
  center,
  of,
}: {
  coverage: Coverage;
  label: string;
  center: string;
  of: string;
}) {
  const arcs = arcsOf(coverage);
  const gap = arcs.length > 1 ? GAP : 0;
  return (
    <svg className="donut" width="148" height="148" viewBox="0 0 148 148" role="img" aria-label={label}>
      {arcs.map(({ cover, from, length }) => (
        <circle
          key={cover}
          className={`is-${cover}`}
          cx="74"
          cy="74"
          r="62"
          pathLength="100"
          strokeDasharray={`${Math.max(0.5, length - gap)} 100`}
          strokeDashoffset={-from}
          transform="rotate(-90 74 74)"
        />
      ))}
      <text x="74" y="78" className="is-large">
        {center}
      </text>
      <text x="74" y="96" className="is-small">
        {of}
      </text>
    </svg>
  );
}

/** Who has a second step, over everybody with an account. */
export async function CoverageDonut({ data }: { data: OverviewData }) {
  const t = await getTranslations("overview.coverage");
  const { coverage, tenant, may } = data;
  const links = overviewLinks(tenant.slug);
  const { percent, people, passkey, app, none } = coverage;
  return (
    <section aria-labelledby="coverage" className="stack-8">
      <div className="section-head">
        <h2 id="coverage">{t("title")}</h2>
        {may.seePolicy && (
          <Link className="small" href={links.rules} prefetch={false}>
            {t("rules")}
          </Link>
        )}
      </div>
      <div className="donut-pair">
        <Drawn
          coverage={coverage}
          label={t("label", { people, percent, passkey, app, none })}
          center={t("percent", { percent })}
          of={t("of", { count: people - none, people })}
        />
        <ul className="stack-8">
          {covers.map((cover) => (
            <li key={cover} className="donut-key small">
              <span className={`key ${keys[cover]}`} aria-hidden="true" />
              <Link href={links.standing(cover)} prefetch={false}>
                <b>
                  <Count of={coverage[cover]} />
                </b>{" "}
                {t(`legend.${cover}`)}
              </Link>
            </li>
          ))}
        </ul>
      </div>
      <AsTable
        caption={t("title")}
        rows={covers.map((cover) => ({ name: t(`legend.${cover}`), value: coverage[cover] }))}
      />
    </section>
  );
}
