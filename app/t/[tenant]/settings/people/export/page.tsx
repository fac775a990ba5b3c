import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { viewTenant } from "@/lib/web/view-tenant";
import { peoplePath } from "../list-href";

type Props = PageProps<"/t/[tenant]/settings/people/export">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("export"))("title") };
}

/** Where a file that was asked for can be fetched; without a ticket, how to ask again. */
export default async function ExportPage({ params, searchParams }: Props) {
  const [{ tenant }, { ticket }] = await Promise.all([params, searchParams]);
  await viewTenant(tenant, "people.view", async () => null);
  const t = await getTranslations("export");
  const isReady = typeof ticket === "string";
  const at = peoplePath(tenant);
  return (
    <>
      <div className="page-head">
        <h1>{isReady ? t("ready") : t("over")}</h1>
      </div>
      <div className="stack-24 prose" style={{ marginTop: 16 }}>
        <p>{isReady ? t("readyWhat") : t("overWhat")}</p>
        <div className="row">
          {isReady ? (
            <ButtonLink look="primary" href={`${at}/export/file?${new URLSearchParams({ ticket })}`} download>
              {t("download")}
            </ButtonLink>
          ) : (
            <ButtonLink href={`${at}/bulk?act=export&all=yes&query=`}>{t("again")}</ButtonLink>
          )}
          <ButtonLink look="quiet" href={at}>
            {t("back")}
          </ButtonLink>
        </div>
      </div>
    </>
  );
}
