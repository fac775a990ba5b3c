import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { Form } from "@/components/form";
import { PasswordField } from "@/components/password-field";
import { PasswordRules } from "@/components/password-rules";
import { resetSteps } from "@/lib/recovery/reset-steps";
import { passwordFacts } from "@/lib/recovery/set-password";
import { passwordRuleWords } from "@/lib/web/password-words";
import { recoveryAt } from "@/lib/web/recovery-steps";
import { viewFlow } from "@/lib/web/view-identity";
import { savePassword } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reset"))("password.title") };
}

/** Only after the proof: any other step leads to where it belongs. */
export default async function NewPasswordPage() {
  const self = await recoveryAt("password");
  const { email, rules, steps } = await viewFlow(self, async (tx) => ({
    ...(await passwordFacts(tx)),
    steps: await resetSteps(tx, "password"),
  }));
  const t = await getTranslations("reset");
  return (
    <DoorPage steps={steps}>
      <Form
        action={savePassword}
        submit={t("password.submit")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={
          <>
            <h1>{t("password.title")}</h1>
            <p>{t.rich("password.for", { address: email, b: (text) => <b>{text}</b> })}</p>
            <p className="muted">{t("password.lead")}</p>
          </>
        }
      >
        {/* Tells a password manager which account it keeps. */}
        <input type="text" name="" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={t("password.new")}
          hint={<PasswordRules words={await passwordRuleWords(rules)} />}
          autoComplete="new-password"
        />
        <PasswordField name="again" label={t("password.again")} autoComplete="new-password" />
      </Form>
    </DoorPage>
  );
}
