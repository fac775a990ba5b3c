import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Empty } from "@/components/empty";
import { Pager } from "@/components/pager";
import { clockOf } from "../../clock";
import { overviewLinks } from "../../overview-links";
import { FunnelBars } from "../../pictures/funnel-bars";
import { TimeDots } from "../../pictures/time-dots";
import { BoardTabs } from "./board-tabs";
import { type BoardData, readBoard } from "./read-board";
import { StandingFilter } from "./standing-filter";
import { StandingTable } from "./standing-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("board"))("title") };
}

function nextHref({ query, page, tenant }: BoardData): string | null {
  if (!page.next) return null;
  const params = new URLSearchParams({ after: page.next });
  if (query.at) params.set("at", query.at);
  if (query.days > 0) params.set("days", String(query.days));
  return `${overviewLinks(tenant.slug).board}?${params}`;
}

function firstHref({ query, tenant }: BoardData): string | null {
  if (!query.after) return null;
  const links = overviewLinks(tenant.slug);
  return query.at ? links.standing(query.at, query.days) : links.board;
}

async function totalOf({ count: { count, isMore } }: BoardData): Promise<string> {
  const t = await getTranslations("board");
  return isMore ? t("countMore", { count }) : t("count", { count });
}

async function Page({ data, total }: { data: BoardData; total: string }) {
  const t = await getTranslations("board");
  if (data.page.people.length === 0) return <Empty title={t("empty")} why={t("emptyWhy")} />;
  const clock = clockOf(await getLocale(), data.tenant.timeZone, data.now);
  const [next, first] = [nextHref(data), firstHref(data)];
  return (
    <>
      <StandingTable data={data} clock={clock} />
      <Pager
        count={total}
        label={t("pages")}
        previous={first ? { href: first, label: t("first") } : undefined}
        next={next ? { href: next, label: t("next") } : undefined}
      />
    </>
  );
}

async function Standing({ data }: { data: BoardData }) {
  const t = await getTranslations("board");
  const { at, days } = data.query;
  const total = await totalOf(data);
  return (
    <section className="section stack-8" aria-labelledby="standing">
      <div className="section-head">
        <h2 id="standing">{t(`headings.${at ?? "all"}`)}</h2>
        <span className="small muted num">
          {total}
          {days > 0 && `, ${t("longerThan", { days })}`}
        </span>
      </div>
      <StandingFilter {...data} />
      <Page data={data} total={total} />
    </section>
  );
}

/** The onboarding board: the gates, and who stands before which. */
export default async function BoardPage({
  params,
  searchParams,
}: PageProps<"/t/[tenant]/settings/invitations">) {
  const [{ tenant }, search] = await Promise.all([params, searchParams]);
  const data = await readBoard(tenant, search);
  const t = await getTranslations("board");
  return (
    <>
      <div className="page-head">
        <h1>{t("title")}</h1>
      </div>
      {data.maySeeRules && <BoardTabs slug={data.tenant.slug} tab="standing" />}
      <div className="overview-pair" style={{ marginTop: 24 }}>
        <FunnelBars slug={data.tenant.slug} funnel={data.funnel} />
        <TimeDots time={data.timeToActive} />
      </div>
      <Standing data={data} />
    </>
  );
}
