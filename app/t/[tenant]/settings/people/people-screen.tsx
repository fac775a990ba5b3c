import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { Empty } from "@/components/empty";
import { Icon } from "@/components/icon";
import { dayIn } from "@/lib/i18n/sentences";
import { sumOf } from "@/lib/people/count";
import { looksShared } from "@/lib/people/email";
import { isFiltered, paramsOf } from "@/lib/people/list-query";
import { COUNTED } from "@/lib/people/page-sql";
import { lastDayOf } from "@/lib/time";
import { currentLook } from "@/lib/web/look";
import { BulkBar } from "./bulk-bar";
import { BulkTold } from "./bulk-told";
import { Density } from "./density";
import { Keys } from "./keys";
import { listHref, nothingWanted, peoplePath } from "./list-href";
import { ListsInHand } from "./lists-in-hand";
import { PeopleFilters } from "./people-filters";
import { PeopleHead } from "./people-head";
import { matchesOf, PageTold, PeoplePages } from "./people-pages";
import { PeopleSummary } from "./people-summary";
import { PeopleTable } from "./people-table";
import { personRows } from "./person-row";
import type { PeopleData } from "./read-people";
import { SelectPage } from "./select-page";

async function Head({ tenant, mayInvite, acts, query }: PeopleData) {
  const t = await getTranslations("people");
  const at = peoplePath(tenant.slug);
  const whole = new URLSearchParams({ act: "export", all: "yes", query: paramsOf(query).toString() });
  return (
    <div className="page-head">
      <h1>{t("title")}</h1>
      <div className="row">
        {mayInvite && (
          <span className="only-wide">
            <ButtonLink href={`${at}/import`}>
              <Icon name="upload" />
              {t("import")}
            </ButtonLink>
          </span>
        )}
        {acts.includes("export") && (
          <span className="only-wide">
            <ButtonLink href={`${at}/bulk?${whole}`}>
              <Icon name="download" />
              {t("export")}
            </ButtonLink>
          </span>
        )}
        {mayInvite && (
          <ButtonLink look="primary" href={`${at}/invite`}>
            <Icon name="plus" />
            {t("invite")}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}

async function Told({ told, tenant }: Pick<PeopleData, "told" | "tenant">) {
  const t = await getTranslations("people.told");
  if (!told) return null;
  const { email, name, until } = told;
  const day = until && dayIn(await getLocale(), tenant.timeZone, lastDayOf(until));
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
  if (!isFiltered(query))
    return (
      <Empty title={t("alone")} why={t("aloneWhy")}>
        {mayInvite && <ButtonLink href={`${peoplePath(tenant.slug)}/invite`}>{t("aloneAction")}</ButtonLink>}
      </Empty>
    );
  const isWordAlone = query.q !== "" && !isFiltered({ ...query, q: "" });
  return (
    <Empty title={t("noMatch")} why={isWordAlone ? t("noMatchFor", { q: query.q }) : t("noMatchFilter")}>
      <ButtonLink href={listHref(tenant.slug, query, nothingWanted)}>{t("clear")}</ButtonLink>
    </Empty>
  );
}

async function totalOf(data: PeopleData): Promise<string> {
  const t = await getTranslations("people");
  const count = matchesOf(data);
  const isMore = data.page.total !== null && count > COUNTED;
  return isMore ? t("countMore", { count: COUNTED }) : t("count", { count });
}

async function Rows({ data, total }: { data: PeopleData; total: string }) {
  const t = await getTranslations("people");
  const { tenant, query, acts } = data;
  const rows = await personRows(data);
  const maySelect = acts.length > 0;
  const words = { label: t("title"), undo: t("undo"), select: maySelect ? String(t.raw("select")) : null };
  const selectPage = maySelect && <SelectPage label={t("selectPage")} />;
  return (
    <>
      <PeopleTable
        rows={rows}
        words={words}
        head={<PeopleHead tenant={tenant.slug} query={query} selectPage={selectPage} />}
      />
      <PeoplePages data={data} total={total} />
    </>
  );
}

async function Bar({ data: { tenant, query, acts }, total }: { data: PeopleData; total: string }) {
  const t = await getTranslations("people.bulk");
  const words = {
    label: t("label"),
    some: t("some"),
    selected: String(t.raw("selected")),
    all: t("all", { total }),
    matching: t("matching", { total }),
    resend: t("resend"),
    remind: t("remind"),
    roles: t("roles"),
    suspend: t("suspend"),
    export: t("export"),
    clear: t("clear"),
    menu: t("menu"),
  };
  const asked = paramsOf(query).toString();
  return <BulkBar action={`${peoplePath(tenant.slug)}/bulk`} query={asked} acts={acts} words={words} />;
}

/** Everybody of a company, wherever they stand on the way in. */
export async function PeopleScreen({ data }: { data: PeopleData }) {
  const t = await getTranslations("people");
  const { tenant, query, counts, page, acts } = data;
  const { density, keys } = await currentLook();
  const isCompact = density === "compact";
  const total = await totalOf(data);
  const isSomebody = page.people.length > 0;
  const isAlone = sumOf(counts, []) <= 1 && !isFiltered(query);
  const here = listHref(tenant.slug, query);
  return (
    <>
      <Head {...data} />
      <ListsInHand tenant={tenant.slug} lists={data.lists} />
      <Told {...data} />
      <BulkTold data={data} />
      <PageTold data={data} />
      <PeopleSummary {...data} />
      <PeopleFilters data={data} total={total} isCompact={isCompact} />
      {query.q !== "" && [...query.q].length < 3 && (
        <p className="hint">{t("shortSearch", { q: query.q })}</p>
      )}
      {isSomebody && <Rows data={data} total={total} />}
      {(!isSomebody || isAlone) && <Nobody {...data} />}
      <Density isCompact={isCompact} returnTo={here} />
      <Keys isOn={keys !== "off"} returnTo={here} mayInvite={data.mayInvite} />
      {isSomebody && acts.length > 0 && <Bar data={data} total={total} />}
    </>
  );
}
