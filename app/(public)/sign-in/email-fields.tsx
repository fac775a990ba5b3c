import { getTranslations } from "next-intl/server";
import { CheckField } from "@/components/check-field";
import { Field } from "@/components/field";
import { PasswordField } from "@/components/password-field";

type Props = { asked: { name: string; isKept: boolean } };

export async function EmailFields({ asked }: Props) {
  const t = await getTranslations("signIn");
  return (
    <>
      <Field
        name="email"
        label={t("email")}
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={asked.name}
      />
      <PasswordField label={t("password")} autoComplete="current-password" />
      <CheckField
        name="remember"
        label={t("remember")}
        hint={t("rememberHint")}
        defaultChecked={asked.isKept}
      />
    </>
  );
}
