import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { SelectField } from "@/components/select-field";
import { TenantForm } from "@/components/tenant-form";
import { dayIn } from "@/lib/i18n/sentences";
import { endOfDayAfter, lastDayOf } from "@/lib/time";
import { MailLanguage } from "../../../../mail-language";
import { MailPreview } from "../../../../mail-preview";
import { previewWords } from "../../../../preview-words";
import { roleNamer } from "../../../../role-names";
import { importPath } from "../../list-href";
import { saveTerms } from "../actions";
import type { ReviewData } from "./read-import";

const offered = [1, 3, 7, 14, 30];

/** The mail of the first row of each language, asked for with the terms. */
async function Mails({ mails }: Pick<ReviewData, "mails">) {
  if (mails === null) return null;
  const t = await getTranslations("imports");
  const words = await previewWords();
  return (
    <section id="mail" className="stack-8" aria-label={t("seeMail")}>
      <p className="hint">{mails.length > 0 ? t("mailHint") : t("mailNobody")}</p>
      {mails.map((mail) => (
        <MailPreview key={mail.language} mail={mail} words={words} />
      ))}
    </section>
  );
}

/** What holds for all rows: the mail's language, how long it works, the role of rows that name none. */
export async function Terms({ data }: { data: ReviewData }) {
  const { of, roles, tenant, now } = data;
  const t = await getTranslations("imports");
  const nameOf = await roleNamer();
  const language = await getLocale();
  const dayOf = (days: number) =>
    dayIn(language, tenant.timeZone, lastDayOf(endOfDayAfter(days, tenant.timeZone, now)));
  const lasting = offered.map((count) => ({
    value: String(count),
    label: t("worksDays", { count, day: dayOf(count) }),
  }));
  return (
    <section className="section stack-8" aria-labelledby="terms">
      <h2 id="terms" className="lead">
        {t("terms")}
      </h2>
      <TenantForm
        action={saveTerms}
        hidden={{ importId: of.id }}
        submit={t("termsSave")}
        look="secondary"
        beside={
          <button type="submit" name="see" value="mail" className="btn-link">
            {t("seeMail")}
          </button>
        }
      >
        <MailLanguage label={t("mailIn")} defaultValue={of.language} />
        <SelectField
          name="days"
          label={t("works")}
          options={[{ value: "", label: t("worksRule") }, ...lasting]}
          defaultValue={of.days === null ? "" : String(of.days)}
        />
        <SelectField
          name="role"
          label={t("fallback")}
          options={[
            { value: "", label: t("fallbackNone") },
            ...roles.map((role) => ({ value: role.id, label: nameOf(role) })),
          ]}
          defaultValue={of.roleIds[0] ?? ""}
        />
      </TenantForm>
      <Mails mails={data.mails} />
      <p>
        <Link href={`${importPath(tenant.slug, of.id)}/columns`} prefetch={false}>
          {t("changeColumns")}
        </Link>
      </p>
    </section>
  );
}
