import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CheckField } from "@/components/check-field";
import { Form } from "@/components/form";
import { PasswordField } from "@/components/password-field";
import { PasswordRules } from "@/components/password-rules";
import type { IdentityTx } from "@/lib/access/doors";
import { isFresh } from "@/lib/access/fresh";
import { addressesOf } from "@/lib/identity/addresses";
import { passwordRuleOf } from "@/lib/identity/change-password";
import { proofToAsk } from "@/lib/sign-in/confirm-again";
import { openedSecurity } from "@/lib/web/account";
import { passwordRuleWords } from "@/lib/web/password-words";
import { viewIdentity } from "@/lib/web/view-identity";
import { savePassword } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.security.password"))("pageTitle") };
}

const readRule = async (tx: IdentityTx<"session">) => ({
  rule: await passwordRuleOf(tx),
  email: (await addressesOf(tx))[0] ?? "",
});

export default async function PasswordPage() {
  const self = await openedSecurity("/account/security/password");
  const { rule, email } = await viewIdentity(self, readRule);
  const t = await getTranslations("account.security.password");
  const asked = isFresh(self) ? undefined : await proofToAsk(self);
  return (
    <Form
      action={savePassword}
      submit={t("submit")}
      size="lg"
      // The password of now is asked for in any case.
      confirm={asked === "password" ? undefined : asked}
      heading={
        <div className="page-head">
          <h1>{t("pageTitle")}</h1>
        </div>
      }
      beside={<Link href="/account/security">{t("cancel")}</Link>}
    >
      {/* Tells a password manager which account it keeps. */}
      <input type="text" name="" autoComplete="username" value={email} readOnly hidden />
      <PasswordField name="current" label={t("current")} autoComplete="current-password" />
      <PasswordField
        label={t("new")}
        hint={<PasswordRules words={await passwordRuleWords(rule)} />}
        autoComplete="new-password"
      />
      <CheckField name="endOthers" value="yes" label={t("endOthers")} defaultChecked />
    </Form>
  );
}
