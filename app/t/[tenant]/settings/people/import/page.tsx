import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { recentImports, refuseUnlessInviter } from "@/lib/imports/review";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";
import { EarlierLists } from "../../../lists/earlier-lists";
import { ListFile, ListText, ListUpload } from "../../../lists/list-upload";
import { NotRead } from "../../../lists/not-read";
import { importPath, importsPath } from "../list-href";
import { ImportHead } from "./import-head";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("title") };
}

const EARLIER = 10;

/** A list is pasted or chosen here; nothing is sent. */
export default async function ImportPage({
  params,
  searchParams,
}: PageProps<"/t/[tenant]/settings/people/import">) {
  const [{ tenant }, search] = await Promise.all([params, searchParams]);
  const { slug, timeZone, list } = await viewTenant(tenant, "people.view", async (tx) => {
    refuseUnlessInviter(tx);
    const own = await ownTenant(tx);
    return { slug: own.slug, timeZone: own.timeZone, list: await recentImports(tx, EARLIER) };
  });
  const t = await getTranslations("imports");
  const earlier = list.map(({ id, fileName, rows, state }) => ({
    href: importPath(slug, id),
    name: fileName ?? t("pasted"),
    rows,
    state: t(`state.${state}`),
  }));
  return (
    <>
      <ImportHead tenant={slug} title={t("title")} at="upload" />
      <p className="muted">{t("lead")}</p>
      <NotRead search={search} timeZone={timeZone} />
      <ListUpload action={`${importsPath(slug)}/upload`}>
        <ListText label={t("paste")} hint={t("pasteHint")} />
        <ListFile label={t("file")} hint={t("fileHint")} />
      </ListUpload>
      <p className="after-form">
        <ButtonLink look="link" href={`${importsPath(slug)}/template`} download>
          {t("template")}
        </ButtonLink>
      </p>
      <EarlierLists lists={earlier} />
    </>
  );
}
