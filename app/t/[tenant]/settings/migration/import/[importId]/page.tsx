import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { Icon } from "@/components/icon";
import { TenantForm } from "@/components/tenant-form";
import { knownColumns } from "@/lib/migration/columns";
import { WatchProgress } from "../../../people/import/[importId]/watch-progress";
import { check } from "../../actions";
import { migrationLinks } from "../../migration-links";
import { MigrationTabs } from "../../migration-tabs";
import { ListResult } from "./list-result";
import { type ListData, readList } from "./read-list";

type Props = PageProps<"/t/[tenant]/settings/migration/import/[importId]">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("migration"))("listTitle") };
}

/** How far the check is; another list that is checked at the same time counts with it. */
async function Progress({ list, counts }: ListData) {
  const t = await getTranslations("migration");
  const done = Math.max(0, list.rows - counts.unread);
  if (list.state !== "reading" && list.state !== "checking") return null;
  return (
    <>
      <WatchProgress />
      <p role="status">
        <progress
          max={list.rows || 1}
          value={list.state === "reading" ? 0 : done}
          aria-label={t("state.checking")}
        />{" "}
        {list.state === "reading"
          ? t("readSoFar", { rows: list.rows })
          : t("checkedSoFar", { done, rows: list.rows })}
      </p>
      <p className="small muted">{t("mayClose")}</p>
    </>
  );
}

/** A list that could not be read, or whose check has stopped. */
async function Failed({ list, mayRun }: ListData) {
  const t = await getTranslations("migration");
  if (list.state !== "failed") return null;
  if (list.rows > 0)
    return (
      <Callout tone="attn">
        <p>{t("checkStopped")}</p>
        {mayRun && <TenantForm action={check} hidden={{ importId: list.id }} submit={t("checkAgain")} />}
      </Callout>
    );
  return (
    <Callout tone="danger">
      <p>
        <b>{t("noUserNames")}</b>
      </p>
      <p>{t("columnsSeen", { columns: list.ignored.join(", ") || "–" })}</p>
      <p>{t("columnsKnown", { columns: knownColumns })}</p>
    </Callout>
  );
}

/** One list: while it is checked how far it is, afterwards what became of its rows. */
export default async function ListPage({ params }: Props) {
  const { tenant, importId } = await params;
  const data = await readList(tenant, importId);
  const { slug, list } = data;
  const t = await getTranslations("migration");
  const links = migrationLinks(slug);
  return (
    <>
      <div className="page-head">
        <h1>{t(`listTitles.${list.state}`)}</h1>
      </div>
      <MigrationTabs slug={slug} tab="import" />
      <p className="muted file-line" style={{ marginTop: 16 }}>
        <Icon name="file" />
        {t("item", { name: list.fileName ?? list.source, rows: list.rows })}
      </p>
      <Progress {...data} />
      <Failed {...data} />
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
