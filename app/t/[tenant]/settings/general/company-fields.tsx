import { getTranslations } from "next-intl/server";
import { AccentField } from "@/components/accent-field";
import { Field } from "@/components/field";
import { SelectField } from "@/components/select-field";
import { TextAreaField } from "@/components/text-area-field";
import { languages } from "@/lib/i18n/languages";
import type { Company } from "@/lib/tenants/company";
import { ApplicationFields } from "./application-fields";
import { Part } from "./part";
import { zoneOptions } from "./zone-options";

type Props = { company: Company };

async function NameAndPlace({ company }: Props) {
  const t = await getTranslations("general");
  const spoken = languages.map((one) => ({ value: one, label: t(`languages.${one}`), lang: one }));
  return (
    <Part name="company">
      <Field
        name="name"
        label={t("name.label")}
        hint={t("name.hint")}
        defaultValue={company.name}
        autoComplete="off"
      />
      <SelectField
        name="language"
        label={t("language.label")}
        hint={t("language.hint")}
        options={spoken}
        defaultValue={company.language}
      />
      <SelectField
        name="timeZone"
        label={t("timeZone.label")}
        hint={t("timeZone.hint")}
        options={zoneOptions(company.timeZone)}
        defaultValue={company.timeZone}
      />
    </Part>
  );
}

async function Look({ company }: Props) {
  const t = await getTranslations("general.accent");
  const words = {
    label: t("label"),
    hint: t("hint"),
    pick: t("pick"),
    button: t("button"),
    sample: t("sample"),
    white: t("white"),
    ink: t("ink"),
    house: t("house"),
    unread: t("unread"),
  };
  return (
    <Part name="look">
      {/* The key makes the sample take over what another tab has saved. */}
      <AccentField
        key={company.accent}
        name="accent"
        company={company.name}
        defaultValue={company.accent}
        words={words}
      />
    </Part>
  );
}

async function Contact({ company: { text, address, phone, email } }: Props) {
  const t = await getTranslations("general");
  const said = (name: "text" | "address" | "phone" | "email") => ({
    name,
    label: t(`${name}.label`),
    hint: t(`${name}.hint`),
    optional: true,
    // A browser would offer what belongs to whoever sits there.
    autoComplete: "off",
  });
  return (
    <Part name="contact">
      <Field {...said("text")} defaultValue={text} />
      <TextAreaField {...said("address")} rows={3} defaultValue={address} />
      <Field {...said("phone")} type="tel" inputMode="tel" defaultValue={phone} />
      <Field {...said("email")} type="email" defaultValue={email} autoCapitalize="none" spellCheck={false} />
    </Part>
  );
}

/** All that can be changed here, as fields. */
export function CompanyFields({ company }: Props) {
  return (
    <>
      <NameAndPlace company={company} />
      <Look company={company} />
      <Contact company={company} />
      <Part name="applications">
        <ApplicationFields applications={company.applications} />
      </Part>
    </>
  );
}
