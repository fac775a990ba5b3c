import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { CodeField } from "@/components/code-field";
import { DoorPanel } from "@/components/door-panel";
import { Form } from "@/components/form";
import { rulesFor } from "@/lib/sign-in/standing";
import { recoveryAt } from "@/lib/web/recovery-steps";
import { viewFlow } from "@/lib/web/view-identity";
import { proveIt } from "../actions";

type Props = { searchParams: Promise<{ with?: string | string[] }> };
type By = "app" | "backup";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reset"))("code.title") };
}

async function OtherWay({ by, mayUseBackup }: { by: By; mayUseBackup: boolean }) {
  const t = await getTranslations("reset");
  return (
    <p className="door-after">
      {by === "backup" && (
        <Link href="/reset/code" prefetch={false}>
          {t("code.useApp")}
        </Link>
      )}
      {by === "app" && mayUseBackup && (
        <Link href="/reset/code?with=backup" prefetch={false}>
          {t("code.useBackup")}
        </Link>
      )}
    </p>
  );
}

async function NoCode() {
  const t = await getTranslations("reset");
  return (
    <DoorPanel title={t("code.lost.title")}>
      <p>{t("code.lost.text")}</p>
      <p>
        <Link href="/help#lost">{t("code.lost.link")}</Link>
      </p>
    </DoorPanel>
  );
}

export default async function ResetCodePage({ searchParams }: Props) {
  const self = await recoveryAt("code");
  const { recovery } = await viewFlow(self, (tx) => rulesFor(tx, self.identityId));
  const mayUseBackup = recovery.includes("backup_code");
  const by: By = mayUseBackup && (await searchParams).with === "backup" ? "backup" : "app";
  const t = await getTranslations("reset");
  return (
    <DoorPage side={<NoCode />} steps={{ current: 1, total: 2 }}>
      <Form
        key={by}
        action={proveIt}
        hidden={{ by }}
        submit={t("code.submit")}
        size="lg"
        errorTitle={t("code.errorTitle")}
        heading={
          <>
            <h1>{t(by === "app" ? "code.title" : "code.backupTitle")}</h1>
            <p className="muted">{t(by === "app" ? "code.lead" : "code.backupLead")}</p>
          </>
        }
      >
        <CodeField
          kind={by}
          label={t(by === "app" ? "code.label" : "code.backupLabel")}
          hint={t(by === "app" ? "code.note" : "code.backupNote")}
          autoFocus
        />
      </Form>
      <OtherWay by={by} mayUseBackup={mayUseBackup} />
    </DoorPage>
  );
}
