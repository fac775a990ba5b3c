import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { BackupCodes } from "@/components/backup-codes";
import { KeepCodes } from "@/components/keep-codes";
import { spaced } from "@/lib/factors/backup-codes";
import { newCodeToKeep } from "@/lib/web/backup-code";
import { keepCode } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("backupCode.new"))("title") };
}

export default async function NewBackupCodePage() {
  const code = await newCodeToKeep();
  const t = await getTranslations("backupCode.new");
  const sheet = await getTranslations("backupCodes");
  const words = {
    copy: sheet("copy"),
    download: sheet("download"),
    print: sheet("print"),
    kept: t("kept"),
    submit: sheet("submit"),
    errorTitle: t("errorTitle"),
  };
  return (
    <DoorPage>
      <h1>{t("title")}</h1>
      <p className="muted door-lead">{t("lead")}</p>
      <BackupCodes codes={[{ code }]} label={t("list")} />
      <KeepCodes action={keepCode} text={spaced(code)} file="/sign-in/backup-code/new/file" words={words} />
      <p className="hint door-after">{t("closing")}</p>
    </DoorPage>
  );
}
