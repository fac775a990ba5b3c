import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { ExportForm } from "./export-form";
import type { Bulk } from "./read-bulk";

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
        <ExportForm
          selection={selection}
          yes={t("yes")}
          errorTitle={t("errorTitle")}
          beside={<Link href={back}>{t("back")}</Link>}
        />
      </div>
    </>
  );
}
