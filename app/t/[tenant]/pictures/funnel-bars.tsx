import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { Bar, Funnel, Place } from "@/lib/overview/funnel";
import { Count } from "../count";
import { overviewLinks } from "../overview-links";
import { passageWords } from "../settings/people/passage-words";
import { AsTable } from "./as-table";

type Props = { slug: string; funnel: Funnel };

/** Failed, waiting too long, or simply here: each has a shape of its own. */
const shapeOf: Record<Place, "f" | "w" | "h"> = {
  sent: "h",
  bounced: "f",
  delivered: "h",
  opened: "h",
  account: "w",
  second_step: "w",
  active: "w",
};

const hrefOf = (slug: string, place: Place) => {
  const links = overviewLinks(slug);
  return place === "bounced" ? links.people("bounced") : links.standing(place);
};

const share = (count: number, total: number) => (total === 0 ? 0 : (100 * count) / total);

function Drawn({ bar, total, label }: { bar: Bar; total: number; label: string }) {
  let from = share(bar.passed, total);
  return (
    <svg className="bar" width="100%" height="22" role="img" aria-label={label}>
      <rect className="d" x="0" y="4" width={`${from}%`} height="14" rx="2" />
      {bar.stopped.map(({ place, count }) => {
        const x = from;
        const width = share(count, total);
        from += width;
        const shape = shapeOf[place];
        const [y, height] = shape === "h" ? [4.75, 12.5] : [0, 22];
        return (
          <rect key={place} className={shape} x={`${x}%`} y={y} width={`${width}%`} height={height} rx="2" />
        );
      })}
    </svg>
  );
}

async function Row({ bar, slug, total }: { bar: Bar; slug: string; total: number }) {
  const t = await getTranslations("overview.funnel");
  const words = await passageWords();
  return (
    <li>
      <b>{words.gate(bar.gate)}</b>
      <Drawn bar={bar} total={total} label={t("of", { count: bar.passed, total })} />
      <span className="num" aria-hidden="true">
        <Count of={bar.passed} />
      </span>
      <span className="stops">
        {bar.stopped.map(({ place, count }) => (
          <Link key={place} href={hrefOf(slug, place)} prefetch={false}>
            {t(`stops.${place}`, { count })}
          </Link>
        ))}
      </span>
    </li>
  );
}

const afterOpening = ["account", "second_step", "active"] as const;

/** Where most stop, in a sentence. */
async function Sentence({ funnel: { waiting, total } }: { funnel: Funnel }) {
  const t = await getTranslations("overview.funnel");
  const unopened = waiting.sent + waiting.delivered + waiting.opened;
  const [worst] = [...afterOpening].sort((a, b) => waiting[b] - waiting[a]);
  const isStuck = worst !== undefined && waiting[worst] > 0;
  if (total === 0) return <p className="muted">{t("nobody")}</p>;
  return (
    <p className="muted">
      {t("unopened", { count: unopened })}{" "}
      {isStuck ? t(`most.${worst}`, { count: waiting[worst] }) : t("mostNone")}
    </p>
  );
}

/** From invitation to active: six bars, and who did not come further. */
export async function FunnelBars({ slug, funnel }: Props) {
  const t = await getTranslations("overview.funnel");
  const words = await passageWords();
  const rows = funnel.bars.flatMap((bar) => [
    { name: words.gate(bar.gate), value: bar.passed },
    ...bar.stopped.map(({ place, count }) => ({ name: t(`waits.${place}`), value: count })),
  ]);
  return (
    <section aria-labelledby="funnel" className="stack-8">
      <div className="section-head">
        <h2 id="funnel">{t("title")}</h2>
      </div>
      <ol className="funnel" aria-labelledby="funnel">
        {funnel.bars.map((bar) => (
          <Row key={bar.gate} bar={bar} slug={slug} total={funnel.total} />
        ))}
      </ol>
      <Sentence funnel={funnel} />
      <AsTable caption={t("title")} rows={rows} />
    </section>
  );
}
