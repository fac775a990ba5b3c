import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BackupCodes } from "@/components/backup-codes";
import { KeepCodes } from "@/components/keep-codes";
import { spaced } from "@/lib/factors/backup-codes";
import { sheetToKeep } from "@/lib/web/set-up";
import { keepCodes } from "../actions";
import { Steps } from "../steps";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("backupCodes"))("title") };
}

export default async function BackupCodesPage() {
  const { codes, company } = await sheetToKeep();
  const t = await getTranslations("backupCodes");
  const one = codes.length === 1 ? await getTranslations("backupCode") : null;
  const words = {
    copy: t("copy"),
    download: t("download"),
    print: t("print"),
    kept: one ? one("new.kept") : t("kept"),
    submit: t("submit"),
    errorTitle: t("errorTitle"),
  };
  return (
    <Steps company={company} current={3}>
      <h1>{one ? one("first.title") : t("title")}</h1>
      <p className="muted door-lead">{one ? one("first.lead") : t("lead")}</p>
      <BackupCodes codes={codes.map((code) => ({ code }))} label={one ? one("new.list") : t("list")} />
      <KeepCodes
        action={keepCodes}
        text={codes.map(spaced).join("\n")}
        file="/welcome/backup-codes/file"
        words={words}
      />
    </Steps>
  );
}
