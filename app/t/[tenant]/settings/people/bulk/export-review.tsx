import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { TenantForm } from "@/components/tenant-form";
import { makeExport } from "./actions";
import type { Bulk } from "./read-bulk";
import { SelectionFields } from "./selection-fields";

type Props = Extract<Bulk, { act: "export" }> & { back: string };

/** What the file will hold, before it is made. */
export async function ExportReview({ selection, count, back }: Props) {
  const t = await getTranslations("export");
  return (
    <>
      <div className="page-head">
        <h1>{t("title")}</h1>
      </div>
      <div className="stack-24 prose" style={{ marginTop: 16 }}>
        <p>{t("what", { count })}</p>
        <Callout>
          <p>{t("care")}</p>
        </Callout>
        <TenantForm
          action={makeExport}
          submit={t("yes")}
          errorTitle={t("errorTitle")}
          beside={<Link href={back}>{t("back")}</Link>}
        >
          <SelectionFields selection={selection} />
        </TenantForm>
      </div>
    </>
  );
}
