import { getTranslations } from "next-intl/server";
import { Field } from "@/components/field";
import { PasswordField } from "@/components/password-field";
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
      <Field
        name="company"
        label={t("company")}
        note={await noteUnderCode(asked)}
        autoComplete="organization"
        autoCapitalize="characters"
        spellCheck={false}
        mono
        defaultValue={asked.code}
      />
      <Field
        name="name"
        label={t("userName")}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={asked.name}
      />
      <PasswordField label={t("password")} autoComplete="current-password" />
    </>
  );
}
