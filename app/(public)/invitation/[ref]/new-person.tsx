import { getTranslations } from "next-intl/server";
import { Field } from "@/components/field";
import { Form } from "@/components/form";
import { PasswordField } from "@/components/password-field";
import { PasswordRules } from "@/components/password-rules";
import type { ShownInvitation } from "@/lib/invitations/link-state";
import { oldPasswordHere } from "@/lib/web/access-key";
import { passwordRuleWords } from "@/lib/web/password-words";
import { accept, acceptWithOldPassword } from "./actions";
import { Addressee, NotMe, Offer } from "./offer";

type Props = { shown: ShownInvitation };

/** The address as a fact; where a code goes with the link, both are asked. */
async function WhoIsMeant({ shown }: Props) {
  const t = await getTranslations("invitation");
  if (shown.codeAsked === "no")
    return (
      <>
        <Addressee shown={shown} />
        {/* Tells a password manager which account it keeps. */}
        <input type="text" name="" autoComplete="username" value={shown.email} readOnly hidden />
      </>
    );
  const who = shown.inviter?.name ?? shown.tenant.name;
  return (
    <>
      <Field
        name="email"
        label={t("address")}
        hint={t("addressHint")}
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
      />
      <Field
        name="code"
        label={t("code")}
        hint={t("codeHint", { who })}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        mono
      />
    </>
  );
}

async function Heading({ shown }: Props) {
  const t = await getTranslations("invitation");
  return (
    <>
      <h1>{t("title", { tenant: shown.tenant.name })}</h1>
      <Offer shown={shown} />
    </>
  );
}

/** Came by the old door with a password that is good enough here as well; the name and the address stand below. */
async function KeepOldPassword({ shown }: Props) {
  const t = await getTranslations("invitation");
  return (
    <>
      <Form
        action={acceptWithOldPassword}
        hidden={{ ref: shown.ref, ...(shown.name && { name: shown.name }) }}
        submit={t("keepOld")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={<Heading shown={shown} />}
      >
        {!shown.name && <Field name="name" label={t("name")} autoComplete="name" />}
        <p>{t("keepOldHint")}</p>
      </Form>
      <div className="or">{t("orNewPassword")}</div>
    </>
  );
}

/** Nobody has an account at this address yet: one form makes it and joins. */
export async function NewPerson({ shown }: Props) {
  const t = await getTranslations("invitation");
  const old = await oldPasswordHere(shown.personId);
  const keeps = shown.codeAsked === "no" && old === "may_be_kept";
  return (
    <>
      {keeps && <KeepOldPassword shown={shown} />}
      <Form
        action={accept}
        hidden={{ ref: shown.ref }}
        submit={t("create")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={!keeps && <Heading shown={shown} />}
      >
        <WhoIsMeant shown={shown} />
        <Field name="name" label={t("name")} autoComplete="name" defaultValue={shown.name} />
        {old === "stays_behind" && <p className="hint">{t("oldStaysBehind")}</p>}
        <PasswordField
          label={t("password")}
          hint={<PasswordRules words={await passwordRuleWords(shown.passwordRule)} />}
          autoComplete="new-password"
        />
        {shown.onceMore && <PasswordField name="again" label={t("again")} autoComplete="new-password" />}
      </Form>
      <NotMe shown={shown} />
    </>
  );
}
