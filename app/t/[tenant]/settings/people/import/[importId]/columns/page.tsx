import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SelectField } from "@/components/select-field";
import { TenantForm } from "@/components/tenant-form";
import { fields } from "@/lib/imports/columns";
import { importPath } from "../../../list-href";
import { saveColumns } from "../../actions";
import { ImportHead } from "../../import-head";
import { readImport } from "../read-import";

type Props = PageProps<"/t/[tenant]/settings/people/import/[importId]/columns">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("columnsTitle") };
}

/** Which column says what, where Portico did not find it by itself. */
export default async function ColumnsPage({ params }: Props) {
  const { tenant, importId } = await params;
  const data = await readImport(tenant, importId, { show: "all" });
  const back = importPath(data.tenant.slug, importId);
  if (data.kind !== "review" || data.maker) redirect(back);
  const t = await getTranslations("imports");
  const { of, review } = data;
  const example = review.rows[0]?.given ?? [];
  const width = Math.max(of.headers?.length ?? 0, ...review.rows.map(({ given }) => given.length));
  const columns = Array.from({ length: width }, (_, index) => ({
    value: String(index),
    label: t("column", { number: index + 1, name: of.headers?.[index] ?? example[index] ?? "" }),
  }));
  return (
    <>
      <ImportHead tenant={data.tenant.slug} title={t("columnsTitle")} at="columns" />
      <p className="muted">{t("columnsLead")}</p>
      <TenantForm
        action={saveColumns}
        hidden={{ importId }}
        submit={t("columnsSave")}
        beside={
          <Link href={back} prefetch={false}>
            {t("columnsBack")}
          </Link>
        }
      >
        {fields.map((field) => (
          <SelectField
            key={field}
            name={field}
            label={t(`fields.${field}`)}
            options={[{ value: "", label: t("columnNone") }, ...columns]}
            defaultValue={of.mapping[field] === undefined ? "" : String(of.mapping[field])}
          />
        ))}
      </TenantForm>
    </>
  );
}
