import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { TenantForm } from "@/components/tenant-form";
import { WatchProgress } from "@/components/watch-progress";
import { FileLine } from "../../../../lists/file-line";
import { check } from "../../actions";
import { MigrationHead } from "../../migration-head";
import { migrationLinks } from "../../migration-links";
import { ListResult } from "./list-result";
import { type ListData, readList } from "./read-list";

type Props = PageProps<"/t/[tenant]/settings/migration/import/[importId]">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("migration"))("listTitle") };
}

/** How far this list is. */
async function Progress({ list, progress }: ListData) {
  const t = await getTranslations("migration");
  if (list.state !== "reading" && list.state !== "checking") return null;
  const isRead = list.state === "checking" && progress.stored >= list.rows;
  const { checked: done, stored } = progress;
  return (
    <>
      <WatchProgress />
      <p role="status">
        <progress max={list.rows || 1} value={isRead ? done : 0} aria-label={t("state.checking")} />{" "}
        {isRead ? t("checkedSoFar", { done, rows: list.rows }) : t("readSoFar", { rows: stored })}
      </p>
      <p className="small muted">{t("mayClose")}</p>
    </>
  );
}

/** A list that could not be read, whose check has stopped, or that somebody left. */
async function Ended({ list, mayRun }: ListData) {
  const t = await getTranslations("migration");
  if (list.state === "failed" && list.rows > 0)
    return (
      <Callout tone="attn">
        <p>{t("checkStopped")}</p>
        {mayRun && <TenantForm action={check} hidden={{ importId: list.id }} submit={t("checkAgain")} />}
      </Callout>
    );
  if (list.state !== "failed" && list.state !== "left") return null;
  return (
    <Callout tone={list.state === "left" ? "info" : "danger"}>
      <p>{t(list.state === "left" ? "listLeft" : "listNotRead")}</p>
    </Callout>
  );
}

/** One list: while it is checked how far it is, afterwards what became of its rows. */
export default async function ListPage({ params }: Props) {
  const { tenant, importId } = await params;
  const data = await readList(tenant, importId);
  const { slug, list } = data;
  const links = migrationLinks(slug);
  if (list.state === "asking" && data.mayRun) redirect(links.columns(list.id));
  const t = await getTranslations("migration");
  return (
    <>
      <MigrationHead slug={slug} tab="import" title={t(`listTitles.${list.state}`)} />
      <FileLine name={list.fileName ?? list.source} rows={list.rows} />
      <Progress {...data} />
      <Ended {...data} />
      <ListResult {...data} />
      <div className="row section">
        <ButtonLink look={list.state === "done" ? "primary" : "secondary"} href={links.overview}>
          {t("toOverview")}
        </ButtonLink>
        <ButtonLink href={links.import}>{t("another")}</ButtonLink>
      </div>
    </>
  );
}
