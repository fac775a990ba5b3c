import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { Clock } from "./clock";
import { overviewLinks } from "./overview-links";
import type { OverviewData } from "./read-overview";
import { eventSentence } from "./settings/people/[id]/event-sentence";

/** What happened last, each with the person it happened to. */
export async function LatestEvents({ data, clock }: { data: OverviewData; clock: Clock }) {
  const t = await getTranslations("overview.latest");
  const links = overviewLinks(data.tenant.slug);
  const lines = await Promise.all(
    data.latest.map(async (event) => ({ ...event, text: (await eventSentence(event)).text })),
  );
  return (
    <section aria-labelledby="latest">
      <div className="section-head">
        <h2 id="latest">{t("title")}</h2>
      </div>
      {lines.length === 0 && <p className="muted">{t("nothing")}</p>}
      <ul className="events is-latest">
        {lines.map(({ seq, at, personId, name, text }) => (
          <li key={seq}>
            <time dateTime={at.toISOString()}>
              {clock.nearness(at) === "today" ? clock.time(at) : clock.short(at)}
            </time>
            <span>
              <Link href={links.person(personId)} prefetch={false}>
                {name}
              </Link>
              : {text}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
