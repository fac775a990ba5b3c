import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { recentImports, refuseUnlessInviter } from "@/lib/imports/review";
import type { Import } from "@/lib/imports/rows";
import { Refusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { sentenceOf } from "@/lib/web/say-no";
import { viewTenant } from "@/lib/web/view-tenant";
import { peoplePath } from "../list-href";
import { ImportHead } from "./import-head";
import { UploadForm } from "./upload-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("title") };
}

const faults = [
  "busy",
  "file_empty",
  "file_not_text",
  "file_too_large",
  "file_too_many_rows",
  "file_utf16",
  "file_workbook",
  "lists_looked_at",
  "lists_waiting",
  "too_many",
  "wrong_origin",
] as const;
const Asked = z.object({
  fault: z.enum(faults).optional().catch(undefined),
  until: z.coerce.date().catch(() => new Date()),
});

async function Earlier({ tenant, list }: { tenant: string; list: readonly Import[] }) {
  const t = await getTranslations("imports");
  if (list.length === 0) return null;
  return (
    <section className="section stack-8" aria-labelledby="earlier">
      <h2 id="earlier" className="lead">
        {t("earlier")}
      </h2>
      <ul className="list is-tight is-plain">
        {list.map(({ id, fileName, rows, state }) => (
          <li key={id}>
            <Link href={`${peoplePath(tenant)}/import/${id}`} prefetch={false}>
              {t("item", { name: fileName ?? t("pasted"), rows })}
            </Link>{" "}
            <span className="muted">{t(`state.${state}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
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
  const { fault, until } = Asked.parse(search);
  const t = await getTranslations();
  const words = {
    paste: t("imports.paste"),
    pasteHint: t("imports.pasteHint"),
    file: t("imports.file"),
    fileHint: t("imports.fileHint"),
    read: t("imports.read"),
  };
  return (
    <>
      <ImportHead tenant={slug} title={t("imports.title")} at="upload" />
      <p className="muted">{t("imports.lead")}</p>
      {fault && (
        <div role="alert">
          <Callout tone="danger">
            <p>
              <b>{t("imports.notRead")}</b>
            </p>
            <p>{await sentenceOf(new Refusal(fault, { until, timeZone }))}</p>
          </Callout>
        </div>
      )}
      <UploadForm action={`${peoplePath(slug)}/import/upload`} words={words} />
      <p className="after-form">
        <ButtonLink look="link" href={`${peoplePath(slug)}/import/template`} download>
          {t("imports.template")}
        </ButtonLink>
      </p>
      <Earlier tenant={slug} list={list} />
    </>
  );
}
