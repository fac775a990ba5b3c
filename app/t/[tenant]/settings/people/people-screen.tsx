import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { Empty } from "@/components/empty";
import { Icon } from "@/components/icon";
import { Pager } from "@/components/pager";
import { isLanguage } from "@/lib/i18n/languages";
import { dayIn } from "@/lib/i18n/sentences";
import { sumOf } from "@/lib/people/count";
import { looksShared } from "@/lib/people/email";
import { COUNTED } from "@/lib/people/page-sql";
import { lastDayOf } from "@/lib/time";
import { listHref, peoplePath } from "./list-href";
import { PeopleCards } from "./people-cards";
import { PeopleFilters } from "./people-filters";
import { PeopleHead } from "./people-head";
import { PeopleSummary } from "./people-summary";
import { PeopleTable } from "./people-table";
import { personRows } from "./person-row";
import type { PeopleData } from "./read-people";

async function Head({ tenant, mayInvite }: Pick<PeopleData, "tenant" | "mayInvite">) {
  const t = await getTranslations("people");
  return (
    <div className="page-head">
      <h1>{t("title")}</h1>
      {mayInvite && (
        <div className="row">
          <ButtonLink href={`${peoplePath(tenant.slug)}/import`}>
            <Icon name="upload" />
            {t("import")}
          </ButtonLink>
          <ButtonLink look="primary" href={`${peoplePath(tenant.slug)}/invite`}>
            <Icon name="plus" />
            {t("invite")}
          </ButtonLink>
        </div>
      )}
    </div>
  );
}

async function Told({ told, tenant }: Pick<PeopleData, "told" | "tenant">) {
  const t = await getTranslations("people.told");
  const locale = await getLocale();
  if (!told) return null;
  const { email, name, until } = told;
  const day = until && dayIn(isLanguage(locale) ? locale : "en", tenant.timeZone, lastDayOf(until));
  return (
    <div role="status" style={{ marginTop: 12 }}>
      <Callout tone="ok">
        <p>{day ? t("invited", { email: email ?? name, day }) : t("withdrawn", { name })}</p>
        {day && email && looksShared(email) && <p>{t("shared", { email })}</p>}
      </Callout>
    </div>
  );
}

async function Nobody({ query, tenant, mayInvite }: Pick<PeopleData, "query" | "tenant" | "mayInvite">) {
  const t = await getTranslations("people.empty");
  if (query.q === "" && query.status.length === 0)
    return (
      <Empty title={t("alone")} why={t("aloneWhy")}>
        {mayInvite && <ButtonLink href={`${peoplePath(tenant.slug)}/invite`}>{t("aloneAction")}</ButtonLink>}
      </Empty>
    );
  return (
    <Empty title={t("noMatch")} why={query.q ? t("noMatchFor", { q: query.q }) : t("noMatchStatus")}>
      <ButtonLink href={peoplePath(tenant.slug)}>{t("clear")}</ButtonLink>
    </Empty>
  );
}

async function Pages({
  page,
  query,
  tenant,
  total,
}: Pick<PeopleData, "page" | "query" | "tenant"> & { total: string }) {
  const t = await getTranslations("people");
  const to = (change: { after: string } | { before: string }, label: string) => ({
    href: listHref(tenant.slug, query, change),
    label,
  });
  return (
    <Pager
      count={total}
      label={t("pages")}
      previous={page.previous ? to({ before: page.previous }, t("previous")) : undefined}
      next={page.next ? to({ after: page.next }, t("next")) : undefined}
    />
  );
}

async function totalOf({ page, query, counts }: PeopleData): Promise<string> {
  const t = await getTranslations("people");
  const count = page.total ?? sumOf(counts, query.status);
  return page.total !== null && page.total > COUNTED
    ? t("countMore", { count: COUNTED })
    : t("count", { count });
}

/** Everybody of a company, wherever they stand on the way in. */
export async function PeopleScreen({ data }: { data: PeopleData }) {
  const t = await getTranslations("people");
  const { tenant, query, counts } = data;
  const rows = await personRows(data);
  const total = await totalOf(data);
  const isAlone = sumOf(counts, []) <= 1 && query.q === "" && query.status.length === 0;
  const list = { rows, label: t("title"), undoLabel: t("undo") };
  return (
    <>
      <Head {...data} />
      <Told {...data} />
      <PeopleSummary {...data} />
      <PeopleFilters tenant={tenant.slug} query={query} total={total} />
      {query.q !== "" && [...query.q].length < 3 && (
        <p className="hint">{t("shortSearch", { q: query.q })}</p>
      )}
      {rows.length > 0 && <PeopleTable {...list} head={<PeopleHead tenant={tenant.slug} query={query} />} />}
      {rows.length > 0 && <PeopleCards {...list} />}
      {(rows.length === 0 || isAlone) && <Nobody {...data} />}
      {rows.length > 0 && <Pages {...data} total={total} />}
    </>
  );
}
