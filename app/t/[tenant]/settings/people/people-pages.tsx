import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { Pager } from "@/components/pager";
import { keptTotal } from "@/lib/people/count";
import { paramsOf } from "@/lib/people/list-query";
import { pageRange } from "@/lib/people/numbered-page";
import { listHref, peoplePath } from "./list-href";
import type { PeopleData } from "./read-people";

/** With fewer the buttons are as quick. */
const WORTH_A_JUMP = 4;

/** How many match: as it is kept, or as it was counted up to a thousand. */
export const matchesOf = (data: PeopleData): number => data.page.total ?? keptTotal(data.query, data) ?? 0;

const rangeOf = (data: PeopleData) => pageRange(data.query, matchesOf(data), keptTotal(data.query, data));

/** Says so when the page that was asked for is not the one that is shown. */
export async function PageTold({ data }: { data: PeopleData }) {
  const t = await getTranslations("people.page");
  const { askedPage: asked, page } = data;
  if (asked === null || page.number === null || asked === String(page.number)) return null;
  const { pages, reach } = rangeOf(data);
  const isBeyond = /^[1-9]\d*$/.test(asked);
  const values = { asked: asked.slice(0, 20), number: page.number };
  const why = !isBeyond ? "none" : pages === reach ? "beyond" : "counted";
  return (
    <div role="status" style={{ marginTop: 12 }}>
      <Callout tone="attn">
        <p>{t(`told.${why}`, { ...values, reach })}</p>
      </Callout>
    </div>
  );
}

async function Jump({ data, reach }: { data: PeopleData; reach: number }) {
  const t = await getTranslations("people.page");
  const { tenant, query } = data;
  return (
    <Form action={peoplePath(tenant.slug)} className="jump">
      {[...paramsOf(query)].map(([name, value]) => (
        <input key={`${name}${value}`} type="hidden" name={name} value={value} />
      ))}
      <label htmlFor="page">{t("goTo")}</label>
      <input id="page" className="input num" type="number" name="page" min={1} max={reach} required />
      <button type="submit" className="btn btn-sm">
        {t("go")}
      </button>
    </Form>
  );
}

async function positionOf({ page: { number } }: PeopleData, pages: number | null): Promise<string | null> {
  const t = await getTranslations("people.page");
  if (number === null || (pages !== null && (number > pages || pages === 1))) return null;
  return pages === null ? t("at", { number }) : t("atOf", { number, pages });
}

/** The ways there are from this page; none leads to where another leads. */
async function waysOf({ page, query, tenant }: PeopleData, pages: number | null) {
  const t = await getTranslations("people");
  const { number } = page;
  const beside = (step: 1 | -1) => (number !== null && number + step > 0 ? { page: number + step } : {});
  const to = (change: Parameters<typeof listHref>[2], label: string) => ({
    href: listHref(tenant.slug, query, change),
    label,
  });
  const isSecond = number === 2;
  const isLastButOne = number !== null && number + 1 === pages;
  return [
    ...(page.previous && !isSecond ? [to({}, t("page.first"))] : []),
    ...(page.previous ? [to({ before: page.previous, ...beside(-1) }, t("previous"))] : []),
    ...(page.next ? [to({ after: page.next, ...beside(1) }, t("next"))] : []),
    ...(page.next && !isLastButOne ? [to({ page: "last" }, t("page.last"))] : []),
  ];
}

/** The way on and back, and to any page by its number. */
export async function PeoplePages({ data, total }: { data: PeopleData; total: string }) {
  const t = await getTranslations("people");
  const { pages, reach } = rangeOf(data);
  const position = await positionOf(data, pages);
  const count = position ? `${total} · ${position}` : total;
  return (
    <Pager count={count} label={t("pages")} ways={await waysOf(data, pages)}>
      {(pages ?? reach) >= WORTH_A_JUMP && <Jump data={data} reach={reach} />}
    </Pager>
  );
}
