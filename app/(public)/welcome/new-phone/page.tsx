import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { Form } from "@/components/form";
import { PasswordField } from "@/components/password-field";
import { requirePutOffNewPhone } from "@/lib/web/new-phone";
import { takeUp } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("backupCode.newPhone"))("title") };
}

/** For who came in by a backup code and put the new phone off. */
export default async function NewPhonePage() {
  await requirePutOffNewPhone();
  const t = await getTranslations("backupCode.newPhone");
  return (
    <DoorPage>
      <Form
        action={takeUp}
        submit={(await getTranslations("backupCode"))("submit")}
        size="lg"
        errorTitle={t("passwordError")}
        heading={
          <>
            <h1>{t("title")}</h1>
            <p className="muted door-lead">{t("again")}</p>
          </>
        }
      >
        <PasswordField label={t("password")} autoComplete="current-password" />
      </Form>
    </DoorPage>
  );
}
