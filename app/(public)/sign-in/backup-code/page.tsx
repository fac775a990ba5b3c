import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { CodeField } from "@/components/code-field";
import { Form } from "@/components/form";
import { signInAt } from "@/lib/web/backup-code";
import { enterBackupCode } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("backupCode"))("title") };
}

export default async function BackupCodePage() {
  await signInAt("code");
  const t = await getTranslations("backupCode");
  return (
    <DoorPage>
      <Form
        action={enterBackupCode}
        submit={t("submit")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={
          <>
            <h1>{t("title")}</h1>
            <p className="muted door-lead">{t("lead")}</p>
          </>
        }
      >
        <CodeField kind="backup" label={t("label")} hint={t("hint")} autoFocus />
      </Form>
      <p className="ways">
        <Link href="/sign-in/code">{t("useApp")}</Link>
        <Link href="/sign-in/other-ways">{t("noCode")}</Link>
      </p>
    </DoorPage>
  );
}
