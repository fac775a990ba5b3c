import { getTranslations } from "next-intl/server";
import { Field } from "@/components/field";
import type { Company } from "@/lib/tenants/company";
import { slots } from "@/lib/tenants/company-draft";

const SPARE = 2;

/** Each application as a name and an address, with room for two more. */
export async function ApplicationFields({ applications }: Pick<Company, "applications">) {
  const t = await getTranslations("general.application");
  return slots.slice(0, applications.length + SPARE).map((slot, index) => (
    <fieldset key={slot} className="pair">
      <legend className="sr">{t("legend", { number: slot })}</legend>
      <Field
        name={`applicationName${slot}`}
        label={t("name", { number: slot })}
        defaultValue={applications[index]?.name}
      />
      <Field
        name={`applicationUrl${slot}`}
        type="url"
        label={t("url", { number: slot })}
        defaultValue={applications[index]?.url}
        autoCapitalize="none"
        spellCheck={false}
      />
    </fieldset>
  ));
}
