import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { Field } from "@/components/field";
import { Form } from "@/components/form";
import { SelectField } from "@/components/select-field";
import { languages } from "@/lib/i18n/languages";
import { ownProfile } from "@/lib/identity/profile";
import { requireSelf } from "@/lib/web/current";
import { viewIdentity } from "@/lib/web/view-identity";
import { Card } from "../security/card";
import { save } from "./actions";
import { Address } from "./address";

type Props = { searchParams: Promise<{ done?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.profile"))("title") };
}

export default async function ProfilePage({ searchParams }: Props) {
  const self = await requireSelf("/account/profile");
  const profile = await viewIdentity(self, ownProfile);
  const t = await getTranslations("account.profile");
  const { done } = await searchParams;
  const options = languages.map((value) => ({ value, label: t(`languages.${value}`), lang: value }));
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{t("title")}</h1>
      </div>
      {done === "saved" && (
        <div role="status">
          <Callout tone="ok">
            <p>{t("saved")}</p>
          </Callout>
        </div>
      )}
      <Form action={save} submit={t("save")}>
        <Field
          name="name"
          label={t("name")}
          hint={t("nameText")}
          autoComplete="name"
          defaultValue={profile.name}
        />
        <SelectField
          name="language"
          label={t("language")}
          hint={t("languageText")}
          options={options}
          defaultValue={profile.language ?? (await getLocale())}
        />
      </Form>
      <Card id="email" title={t("email")} text={t("emailText")}>
        <Address profile={profile} self={self} />
      </Card>
    </div>
  );
}
