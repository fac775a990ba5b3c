import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { CodeField } from "@/components/code-field";
import { Form } from "@/components/form";
import { PasswordField } from "@/components/password-field";
import { standingAtKey } from "@/lib/recovery/set-up-key";
import { recoveryAt } from "@/lib/web/recovery-steps";
import { confirmKey } from "../actions";

type Props = { searchParams: Promise<{ with?: string | string[] }> };
type By = "app" | "backup";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("requestKey"))("confirm.title") };
}

async function Ways({ by, asksProof }: { by: By; asksProof: boolean }) {
  const t = await getTranslations("requestKey");
  return (
    <div className="ways">
      {asksProof && (
        <Link href={by === "app" ? "/key/confirm?with=backup" : "/key/confirm"} prefetch={false}>
          {t(by === "app" ? "confirm.useBackup" : "confirm.useApp")}
        </Link>
      )}
      <Link href="/forgot" prefetch={false}>
        {t("confirm.forgot")}
      </Link>
    </div>
  );
}

/** A mailbox alone never makes a key: the password, and the old key or a backup code where there is one. */
export default async function ConfirmKeyPage({ searchParams }: Props) {
  const self = await recoveryAt("key");
  const { email, asksProof } = await standingAtKey(self);
  const by: By = (await searchParams).with === "backup" ? "backup" : "app";
  const t = await getTranslations("requestKey");
  return (
    <DoorPage>
      <Form
        key={by}
        action={confirmKey}
        hidden={{ by }}
        submit={t("confirm.submit")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={
          <>
            <h1>{t("confirm.title")}</h1>
            <p>{t.rich("confirm.for", { address: email, b: (text) => <b>{text}</b> })}</p>
            {asksProof && <p className="muted">{t("confirm.oldStays")}</p>}
          </>
        }
      >
        <input type="text" name="" autoComplete="username" value={email} readOnly hidden />
        <PasswordField label={t("confirm.password")} autoComplete="current-password" />
        {asksProof && (
          <CodeField
            kind={by}
            label={t(by === "app" ? "confirm.code" : "confirm.backup")}
            hint={t(by === "app" ? "confirm.codeNote" : "confirm.backupNote")}
          />
        )}
      </Form>
      <Ways by={by} asksProof={asksProof} />
    </DoorPage>
  );
}
