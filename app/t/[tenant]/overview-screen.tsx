import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Icon } from "@/components/icon";
import { clockOf } from "./clock";
import { FirstSteps } from "./first-steps";
import { LatestEvents } from "./latest-events";
import { NeedsAttention } from "./needs-attention";
import { overviewLinks } from "./overview-links";
import { CoverageDonut } from "./pictures/coverage-donut";
import { FunnelBars } from "./pictures/funnel-bars";
import { TimeDots } from "./pictures/time-dots";
import type { OverviewData } from "./read-overview";

/** Who is stuck and where, and the one click that helps; then the pictures. */
export async function OverviewScreen({ data }: { data: OverviewData }) {
  const t = await getTranslations("overview");
  const clock = clockOf(await getLocale(), data.tenant.timeZone, data.now);
  const { slug } = data.tenant;
  return (
    <>
      <div className="page-head">
        <h1>{t("title")}</h1>
        {data.may.invite && (
          <ButtonLink look="primary" href={overviewLinks(slug).invite}>
            <Icon name="plus" />
            {t("invite")}
          </ButtonLink>
        )}
      </div>
      {data.steps && <FirstSteps slug={slug} steps={data.steps} />}
      <NeedsAttention data={data} clock={clock} />
      <div className="overview-pair is-wide-left">
        <FunnelBars slug={slug} funnel={data.funnel} />
        <CoverageDonut data={data} />
      </div>
      <div className="overview-pair section">
        <TimeDots time={data.timeToActive} />
        <LatestEvents data={data} clock={clock} />
      </div>
    </>
  );
}
