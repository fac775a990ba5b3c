import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Empty } from "@/components/empty";
import { migrationLinks } from "./migration-links";

/** Before the first list. */
export async function NothingYet({ slug, mayRun }: { slug: string; mayRun: boolean }) {
  const t = await getTranslations("migration");
  return (
    <Empty title={t("empty")} why={t("emptyWhy")}>
      {mayRun && (
        <ButtonLink look="primary" href={migrationLinks(slug).import}>
          {t("bring")}
        </ButtonLink>
      )}
    </Empty>
  );
}
