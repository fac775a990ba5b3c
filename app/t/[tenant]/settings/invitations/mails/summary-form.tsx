import { getTranslations } from "next-intl/server";
import { CheckField } from "@/components/check-field";
import { TenantForm } from "@/components/tenant-form";
import { saveSummary } from "../actions";
import type { MailsData } from "./read-mails";

/** Whether who invited hears on Monday who stands still. */
export async function SummaryForm({ weeklySummary, mayEditSender }: MailsData) {
  const t = await getTranslations("board.summary");
  return (
    <section className="settings section" aria-labelledby="summary">
      <div>
        <h2 id="summary">{t("title")}</h2>
        <p className="hint">{t("hint")}</p>
      </div>
      {!mayEditSender && <p>{t(weeklySummary ? "on" : "off")}</p>}
      {mayEditSender && (
        <TenantForm action={saveSummary} submit={t("save")}>
          <CheckField name="weeklySummary" label={t("label")} defaultChecked={weeklySummary} />
        </TenantForm>
      )}
    </section>
  );
}
