import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CheckField } from "@/components/check-field";
import { SelectField } from "@/components/select-field";
import { TenantForm } from "@/components/tenant-form";
import type { AskedColumns } from "@/lib/migration/asked-columns";
import { fields } from "@/lib/migration/columns";
import { columnField } from "@/lib/migration/say-columns";
import { FileLine } from "../../../../../lists/file-line";
import { leaveList, saveColumns } from "../../../actions";
import { MigrationHead } from "../../../migration-head";
import { migrationLinks } from "../../../migration-links";
import { readColumns } from "./read-columns";

type Props = PageProps<"/t/[tenant]/settings/migration/import/[importId]/columns">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("migration"))("columnsTitle") };
}

/** One question for each column of the list, with what Portico believes chosen already. */
async function Questions({ shown, columns }: AskedColumns) {
  const t = await getTranslations("migration");
  const options = [
    { value: "", label: t("columnUnused") },
    ...fields.map((field) => ({ value: field, label: t(`columnFields.${field}`) })),
  ];
  return shown.map(({ name, values }, at) => (
    <SelectField
      // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a column is called by
      key={at}
      name={columnField(at)}
      label={<span className="breaks">{name || t("columnNumber", { number: at + 1 })}</span>}
      hint={
        <span className="breaks">
          {values === null ? t("columnHidden") : values.join(" · ") || t("columnEmpty")}
        </span>
      }
      options={options}
      defaultValue={fields.find((field) => columns[field] === at) ?? ""}
    />
  ));
}

/** Which column says what, where the list does not tell: nothing of it is read until somebody says so. */
export default async function OldColumnsPage({ params }: Props) {
  const { tenant, importId } = await params;
  const { slug, list } = await readColumns(tenant, importId);
  const links = migrationLinks(slug);
  if (list.state !== "asking" || !list.asked) redirect(links.list(importId));
  const t = await getTranslations("migration");
  return (
    <>
      <MigrationHead slug={slug} tab="import" title={t("columnsTitle")} />
      <FileLine name={list.fileName ?? list.source} rows={list.rows} />
      <p className="prose">{t("columnsLead")}</p>
      <TenantForm
        action={saveColumns}
        hidden={{ importId }}
        submit={t("columnsSave")}
        errorTitle={t("columnsNotYet")}
      >
        <Questions {...list.asked} />
        <CheckField
          name="firstIsAccount"
          value="yes"
          label={t("firstIsAccount")}
          hint={t("firstIsAccountHint")}
          defaultChecked={!list.asked.hasNames}
        />
      </TenantForm>
      <section className="section stack-8" aria-labelledby="leave">
        <h2 id="leave" className="lead">
          {t("leaveTitle")}
        </h2>
        <p className="prose">{t("leaveWhat")}</p>
        <TenantForm action={leaveList} hidden={{ importId }} submit={t("leaveList")} look="secondary" />
      </section>
    </>
  );
}
