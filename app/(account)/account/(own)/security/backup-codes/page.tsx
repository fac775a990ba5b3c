import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { BackupCodes } from "@/components/backup-codes";
import { KeepCodes } from "@/components/keep-codes";
import { spaced } from "@/lib/factors/backup-codes";
import { ownSheet } from "@/lib/factors/own-sheet";
import { openedSecurity } from "@/lib/web/account";
import { viewIdentity } from "@/lib/web/view-identity";
import { keepNewCodes } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.security.codes"))("newTitle") };
}

async function keepWords() {
  const t = await getTranslations("backupCodes");
  return {
    copy: t("copy"),
    download: t("download"),
    print: t("print"),
    kept: t("kept"),
    submit: t("submit"),
    errorTitle: t("errorTitle"),
  };
}

/** Shown at once and only now; the old codes work until the tick. */
export default async function NewBackupCodesPage() {
  const self = await openedSecurity("/account/security/backup-codes");
  const sheet = await viewIdentity(self, ownSheet);
  if (!sheet) redirect("/account/security");
  const t = await getTranslations("account.security.codes");
  return (
    <>
      <div className="stack-8">
        <div className="page-head">
          <h1>{t("newTitle")}</h1>
        </div>
        <p className="muted">{t("newLead")}</p>
      </div>
      <BackupCodes codes={sheet.codes.map((code) => ({ code }))} label={t("title")} />
      <KeepCodes
        action={keepNewCodes}
        text={sheet.codes.map(spaced).join("\n")}
        file="/account/security/backup-codes/file"
        words={await keepWords()}
      />
      <p>
        <Link href="/account/security">{t("cancel")}</Link>
      </p>
    </>
  );
}
