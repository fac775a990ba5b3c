import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { SelectField } from "@/components/select-field";
import { TenantForm } from "@/components/tenant-form";
import { isLanguage } from "@/lib/i18n/languages";
import { dayIn } from "@/lib/i18n/sentences";
import { endOfDayAfter, lastDayOf } from "@/lib/time";
import { roleNamer } from "../../../../role-names";
import { peoplePath } from "../../list-href";
import { saveTerms } from "../actions";
import type { ReviewData } from "./read-import";

const offered = [1, 3, 7, 14, 30];

const mailLanguages = [
  { value: "nl", label: "Nederlands", lang: "nl" },
  { value: "en", label: "English", lang: "en" },
];

/** What holds for all rows: the mail's language, how long it works, the role of rows that name none. */
export async function Terms({ data }: { data: ReviewData }) {
  const { of, roles, tenant, now } = data;
  const t = await getTranslations("imports");
  const nameOf = await roleNamer();
  const locale = await getLocale();
  const dayOf = (days: number) =>
    dayIn(
      isLanguage(locale) ? locale : "en",
      tenant.timeZone,
      lastDayOf(endOfDayAfter(days, tenant.timeZone, now)),
    );
  const lasting = offered.map((count) => ({
    value: String(count),
    label: t("worksDays", { count, day: dayOf(count) }),
  }));
  return (
    <section className="section stack-8" aria-labelledby="terms">
      <h2 id="terms" className="lead">
        {t("terms")}
      </h2>
      <TenantForm action={saveTerms} hidden={{ importId: of.id }} submit={t("termsSave")} look="secondary">
        <SelectField name="language" label={t("mailIn")} options={mailLanguages} defaultValue={of.language} />
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
      <p>
        <Link href={`${peoplePath(tenant.slug)}/import/${of.id}/columns`} prefetch={false}>
          {t("changeColumns")}
        </Link>
      </p>
    </section>
  );
}
