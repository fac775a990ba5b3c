import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { holderOf } from "@/lib/migration/wave-page";
import { MigrationHead } from "./migration-head";
import { migrationLinks } from "./migration-links";
import { MoveLink } from "./move-link";
import { NeedsYou } from "./needs-you";
import { NothingYet } from "./nothing-yet";
import { OfficeTable } from "./office-table";
import { type MigrationData, readMigration } from "./read-migration";
import { StandingBar } from "./standing-bar";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("migration"))("title") };
}

/** A list that nobody has looked at since it came in, while it is kept. */
async function Asking({ slug, asking, mayRun }: MigrationData) {
  if (!asking || !mayRun) return null;
  const t = await getTranslations("migration");
  return (
    <Callout tone="attn">
      <p>
        {t("listAsking", { name: asking.fileName ?? asking.source })}{" "}
        <ButtonLink look="link" href={migrationLinks(slug).columns(asking.id)}>
          {t("columnsTitle")}
        </ButtonLink>
      </p>
    </Callout>
  );
}

async function Checking({ slug, counts, checked }: MigrationData) {
  const t = await getTranslations("migration");
  if (!checked || counts.unread === 0) return null;
  return (
    <Callout tone="info">
      <p>
        {t("checking", { count: counts.unread })}{" "}
        <ButtonLink look="link" href={migrationLinks(slug).list(checked.id)}>
          {t("seeProgress")}
        </ButtonLink>
      </p>
    </Callout>
  );
}

/** Ready, and in no wave's hand. */
const freeIn = ({ offices, open }: MigrationData) =>
  offices.reduce((sum, { office, counts }) => sum + (holderOf(open, office) ? 0 : counts.ready), 0);

/** How far the company is with moving its people, and what waits for somebody. */
export default async function MigrationPage({ params }: PageProps<"/t/[tenant]/settings/migration">) {
  const data = await readMigration((await params).tenant);
  const { slug, counts, offices, mayRun } = data;
  const t = await getTranslations("migration");
  return (
    <>
      <MigrationHead slug={slug} tab="overview" title={t("title")}>
        {mayRun && counts.all > 0 && (
          <div className="row">
            <ButtonLink href={migrationLinks(slug).import}>{t("bring")}</ButtonLink>
            <MoveLink slug={slug} count={freeIn(data)} />
          </div>
        )}
      </MigrationHead>
      <Asking {...data} />
      {counts.all === 0 ? (
        <NothingYet slug={slug} mayRun={mayRun} />
      ) : (
        <>
          <StandingBar slug={slug} counts={counts.standings} />
          <Checking {...data} />
          <NeedsYou slug={slug} verdicts={counts.verdicts} mayRun={mayRun} />
          <OfficeTable slug={slug} offices={offices} open={data.open} mayRun={mayRun} />
        </>
      )}
    </>
  );
}
