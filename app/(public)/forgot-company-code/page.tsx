import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { Field } from "@/components/field";
import { Form } from "@/components/form";
import { askForCompanyCodes } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("forgotCompany"))("title") };
}

export default async function ForgotCompanyCodePage() {
  const t = await getTranslations("forgotCompany");
  const heading = (
    <>
      <h1>{t("title")}</h1>
      <p className="muted door-lead">{t("lead")}</p>
    </>
  );
  return (
    <DoorPage>
      <Form
        action={askForCompanyCodes}
        submit={t("submit")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={heading}
      >
        <Field
          name="email"
          label={t("email")}
          type="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Form>
      <p className="door-after">
        <Link href="/sign-in">{t("back")}</Link>
      </p>
    </DoorPage>
  );
}
