import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { Empty } from "@/components/empty";
import { Icon } from "@/components/icon";
import { MendedRows } from "@/components/mended-rows";
import { Pager } from "@/components/pager";
import { StatusBar } from "@/components/status-bar";
import { TenantForm } from "@/components/tenant-form";
import { MOST_IN_PANEL } from "@/lib/imports/limits";
import type { ShownRow } from "@/lib/imports/review";
import { roleNamer } from "../../../../role-names";
import { importPath, importsPath } from "../../list-href";
import { start } from "../actions";
import { ImportHead } from "../import-head";
import { groupOf } from "../verdict-words";
import { DayIsFull, OfAnother } from "./no-sending";
import type { ReviewData } from "./read-import";
import { reviewRower, toRead } from "./review-row";
import { ReviewRows } from "./review-rows";
import { Terms } from "./terms";

const hrefOf = ({ tenant, of }: Pick<ReviewData, "tenant" | "of">, query = "") =>
  `${importPath(tenant.slug, of.id)}${query}`;

const separatorName: Record<string, string> = { ";": "semicolon", ",": "comma", "\t": "tab" };

async function About({ of }: Pick<ReviewData, "of">) {
  const t = await getTranslations("imports");
  const name = of.fileName ?? t("pasted");
  return (
    <p className="muted file-line">
      <Icon name="file" />
      {t("about", { name, rows: of.rows, separator: separatorName[of.separator ?? ""] ?? "none" })}{" "}
      <b>{t("nothingSent")}</b>
    </p>
  );
}

function sumsOf({ counts }: ReviewData["review"]) {
  const sums = { ready: 0, skipped: 0, toFix: 0 };
  for (const [verdict, count] of counts) sums[groupOf(verdict)] += count;
  return sums;
}

async function Counts({ review }: Pick<ReviewData, "review">) {
  const t = await getTranslations("imports");
  const sums = sumsOf(review);
  const parts = [
    { tone: "active" as const, count: sums.ready, label: t("ready") },
    { tone: "none" as const, count: sums.skipped, label: t("skipped") },
    { tone: "bounced" as const, count: sums.toFix, label: t("toFix") },
  ];
  return <StatusBar label={t("counts")} language={await getLocale()} parts={parts} />;
}

async function Filters(data: ReviewData) {
  const { review, only } = data;
  const t = await getTranslations("imports");
  const problems = review.all - review.ready;
  const choice = (which: "all" | "problems", label: string) => (
    <Link
      className="btn"
      href={hrefOf(data, `?show=${which}`)}
      prefetch={false}
      aria-current={only === which ? "true" : undefined}
    >
      {label}
    </Link>
  );
  return (
    <div className="filters">
      <nav className="btn-group" aria-label={t("show")}>
        {choice("all", t("all", { count: review.all }))}
        {choice("problems", t("problems", { count: problems }))}
      </nav>
      <span className="push" />
      {problems > 0 && (
        <ButtonLink href={`${hrefOf(data)}/reasons`} download>
          <Icon name="download" />
          {t("getCsv", { count: problems })}
        </ButtonLink>
      )}
    </div>
  );
}

async function Rows(data: ReviewData) {
  const { review, tenant, facts, of, only, after } = data;
  const t = await getTranslations("imports");
  const readyRow = await reviewRower(tenant.slug, facts);
  const rowOf = data.maker ? (row: ShownRow) => toRead(readyRow(row)) : readyRow;
  const nameOf = await roleNamer();
  const roles = data.roles.map((role) => ({ id: role.id, name: nameOf(role) }));
  if (review.rows.length === 0) return <Empty title={t("noRows")} why={t("noRowsWhy")} />;
  const to = (line: number, label: string) => ({ href: hrefOf(data, `?show=${only}&after=${line}`), label });
  return (
    <>
      <ReviewRows importId={of.id} rows={review.rows.map(rowOf)} roles={roles} />
      <Pager
        count={t("shown", { count: only === "all" ? review.all : review.all - review.ready })}
        label={t("pages")}
        previous={after > 0 ? to(0, t("first")) : undefined}
        next={review.next === null ? undefined : to(review.next, t("next"))}
      />
    </>
  );
}

const NAMED = 5;

/** Who gets power over others: as many names as can be read at a glance. */
async function Powers({ elevated }: Pick<ReviewData, "elevated">) {
  const t = await getTranslations("imports");
  const more = elevated.length - NAMED;
  const names = [...elevated.slice(0, NAMED), ...(more > 0 ? [t("reviewMore", { count: more })] : [])];
  const list = new Intl.ListFormat(await getLocale()).format(names);
  return <p>{t("reviewPowers", { count: elevated.length, names: list })}</p>;
}

async function Send(data: ReviewData) {
  const { review, elevated, of, tenant, room } = data;
  const t = await getTranslations("imports");
  const { ready } = review;
  const isElevated = elevated.length > 0;
  if (ready > room.left) return <DayIsFull {...data} />;
  const hidden = { importId: of.id, ...(isElevated && { reviewed: "yes" }) };
  return (
    <div className="bulk">
      {ready > 0 && (
        <TenantForm
          action={start}
          hidden={hidden}
          submit={t(isElevated ? "reviewYes" : "invite", { count: ready })}
          beside={<ButtonLink href={importsPath(tenant.slug)}>{t("back")}</ButtonLink>}
        >
          {isElevated && <Powers elevated={elevated} />}
        </TenantForm>
      )}
      <span className="muted small">{ready > 0 ? t("sendHint") : t("later")}</span>
    </div>
  );
}

/** From the panel, where more was pasted than fits: why it stands here now. */
async function FromPanel({ of, told }: Pick<ReviewData, "of" | "told">) {
  const t = await getTranslations("imports");
  if (told !== "long") return null;
  return (
    <div role="status">
      <Callout tone="info">
        <p>{t("fromPanel", { count: of.rows, most: MOST_IN_PANEL })}</p>
      </Callout>
    </div>
  );
}

/** Check before you invite: a verdict for each row, and nothing is sent. */
export async function ReviewScreen({ data }: { data: ReviewData }) {
  const t = await getTranslations("imports");
  const done = await getTranslations("done");
  return (
    <>
      <ImportHead tenant={data.tenant.slug} title={t("checkTitle")} at="review" />
      <FromPanel {...data} />
      <About of={data.of} />
      {data.maker && <OfAnother {...data.maker} />}
      <Counts review={data.review} />
      <Filters {...data} />
      <MendedRows saved={done("row_saved", { name: "{name}", left: sumsOf(data.review).toFix })}>
        <Rows {...data} />
      </MendedRows>
      {!data.maker && <Terms data={data} />}
      {!data.maker && <Send {...data} />}
    </>
  );
}
