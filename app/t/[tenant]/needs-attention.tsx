import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Icon } from "@/components/icon";
import type { IconName } from "@/components/icon-shapes";
import { type Attention, STOPPED, type Trouble } from "@/lib/overview/attention";
import type { Clock } from "./clock";
import { overviewLinks } from "./overview-links";
import type { OverviewData } from "./read-overview";

const looks: Record<Trouble, { icon: IconName; tone: string }> = {
  bounced: { icon: "alert", tone: "is-danger" },
  complained: { icon: "flag", tone: "is-danger" },
  expired: { icon: "hourglass", tone: "is-attn" },
  stopped: { icon: "clock", tone: "is-attn" },
  late: { icon: "calendar", tone: "is-attn" },
  one_owner: { icon: "roles", tone: "" },
};

function hrefOf(trouble: Trouble, slug: string): string {
  const links = overviewLinks(slug);
  const hrefs: Record<Trouble, string> = {
    bounced: links.people("bounced"),
    complained: links.standing("complained"),
    expired: links.people("expired"),
    stopped: links.standing(STOPPED.at, STOPPED.days),
    late: links.standing("late"),
    one_owner: links.invite,
  };
  return hrefs[trouble];
}

async function Line({ of, slug, clock }: { of: Attention; slug: string; clock: Clock }) {
  const t = await getTranslations("overview.attention");
  const { trouble, count, isMore, longest } = of;
  const { icon, tone } = looks[trouble];
  const why = longest && {
    name: longest.name,
    others: count - 1,
    days: clock.daysSince(longest.since),
  };
  return (
    <li>
      <Icon name={icon} size={18} className={tone} />
      <span>
        <b>{t(`${trouble}.title`, { count: isMore ? count + 1 : count })}</b>{" "}
        {why && <span className="muted small">{t(`${trouble}.why`, why)}</span>}
      </span>
      <ButtonLink size="sm" href={hrefOf(trouble, slug)}>
        {t(`${trouble}.button`)}
      </ButtonLink>
    </li>
  );
}

/** What somebody should do something about, the worst first, each with one button. */
export async function NeedsAttention({ data, clock }: { data: OverviewData; clock: Clock }) {
  const t = await getTranslations("overview.attention");
  const { attention, now, tenant, may } = data;
  const shown = attention.filter(({ trouble }) => trouble !== "one_owner" || may.changeRoles);
  return (
    <section aria-labelledby="attention" style={{ marginTop: 16 }}>
      <div className="section-head">
        <h2 id="attention">{t("title")}</h2>
        <span className="small muted">
          {clock.weekday(now)}, {clock.time(now)}
        </span>
      </div>
      {shown.length === 0 && <p className="muted">{t("nothing")}</p>}
      {shown.length > 0 && (
        <ul className="list is-tight">
          {shown.map((one) => (
            <Line key={one.trouble} of={one} slug={tenant.slug} clock={clock} />
          ))}
        </ul>
      )}
    </section>
  );
}
