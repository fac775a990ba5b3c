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
import { proofsHeld } from "@/lib/sign-in/proofs-held";
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
  hasApp: (await proofsHeld(tx)).hasApp,
});

export default async function PasswordPage() {
  const self = await openedSecurity("/account/security/password");
  const { rule, email, hasApp } = await viewIdentity(self, readRule);
  const t = await getTranslations("account.security.password");
  const confirm = hasApp && !isFresh(self) ? "code" : undefined;
  return (
    <Form
      action={savePassword}
      submit={t("submit")}
      size="lg"
      confirm={confirm}
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
