import { getTranslations } from "next-intl/server";
import { Field } from "@/components/field";
import { PasswordField } from "@/components/password-field";
import { SelectField } from "@/components/select-field";
import { CompanyCodeField, UserNameField } from "../../name-fields";
import type { OldDoor } from "./old-door";

async function Office({ offices, isKnown }: { offices: readonly string[]; isKnown: boolean }) {
  const t = await getTranslations("accessKey");
  if (isKnown && offices.length === 0) return null;
  const words = { name: "office", label: t("office"), hint: t("officeHint") };
  if (!isKnown) return <Field {...words} autoComplete="off" spellCheck={false} optional />;
  const options = [
    { value: "", label: t("anyOffice") },
    ...offices.map((one) => ({ value: one, label: one })),
  ];
  return <SelectField {...words} options={options} />;
}

/** In the order of the old form: company, user name, password, office. */
export async function AccessKeyFields({ company, code, offices }: OldDoor) {
  const t = await getTranslations("accessKey");
  return (
    <>
      {!company && <CompanyCodeField label={t("company")} hint={t("companyHint")} defaultValue={code} />}
      <UserNameField label={t("userName")} hint={t("userNameHint")} />
      <PasswordField label={t("password")} autoComplete="current-password" />
      <Office offices={offices} isKnown={company !== null} />
    </>
  );
}
