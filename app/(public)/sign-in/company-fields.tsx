import { getTranslations } from "next-intl/server";
import { PasswordField } from "@/components/password-field";
import { CompanyCodeField, UserNameField } from "../name-fields";
import type { AskedByCompany } from "./asked";

async function noteUnderCode({ company, isKept }: AskedByCompany): Promise<string> {
  const t = await getTranslations("signIn");
  if (!company) return t("companyNote");
  return isKept ? t("companyKept", { company: company.name }) : company.name;
}

export async function CompanyFields({ asked }: { asked: AskedByCompany }) {
  const t = await getTranslations("signIn");
  return (
    <>
      <CompanyCodeField label={t("company")} note={await noteUnderCode(asked)} defaultValue={asked.code} />
      <UserNameField label={t("userName")} defaultValue={asked.name} />
      <PasswordField label={t("password")} autoComplete="current-password" />
    </>
  );
}
