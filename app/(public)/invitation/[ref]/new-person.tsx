import { getTranslations } from "next-intl/server";
import { Field } from "@/components/field";
import { Form } from "@/components/form";
import { PasswordField } from "@/components/password-field";
import { PasswordRules } from "@/components/password-rules";
import type { ShownInvitation } from "@/lib/invitations/link-state";
import { passwordRuleWords } from "@/lib/web/password-words";
import { accept } from "./actions";
import { Addressee, NotMe, Offer } from "./offer";

/** Nobody has an account at this address yet: one form makes it and joins. */
export async function NewPerson({ shown }: { shown: ShownInvitation }) {
  const t = await getTranslations("invitation");
  return (
    <>
      <Form
        action={accept}
        hidden={{ ref: shown.ref }}
        submit={t("create")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={
          <>
            <h1>{t("title", { tenant: shown.tenant.name })}</h1>
            <Offer shown={shown} />
          </>
        }
      >
        <Addressee shown={shown} />
        {/* Tells a password manager which account it keeps. */}
        <input type="text" name="" autoComplete="username" value={shown.email} readOnly hidden />
        <Field name="name" label={t("name")} autoComplete="name" defaultValue={shown.name} />
        <PasswordField
          label={t("password")}
          hint={<PasswordRules words={await passwordRuleWords(shown.passwordRule)} />}
          autoComplete="new-password"
        />
      </Form>
      <NotMe shown={shown} />
    </>
  );
}
