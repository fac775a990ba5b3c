import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { CodeField } from "@/components/code-field";
import { DoorPanel } from "@/components/door-panel";
import { Form } from "@/components/form";
import { PhoneField } from "@/components/phone-field";
import { phoneToGive } from "@/lib/web/set-up";
import { giveNumber, goOnWithout, saveNumber, sendAgain } from "./actions";
import { PhoneRisk } from "./phone-risk";
import { SendAgain } from "./send-again";

type Props = { searchParams: Promise<{ number?: string | string[]; sent?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("phone"))("title") };
}

async function EnterNumber() {
  const t = await getTranslations("phone");
  return (
    <Form
      action={giveNumber}
      submit={t("send")}
      size="lg"
      errorTitle={t("sendErrorTitle")}
      heading={
        <>
          <h1>{t("title")}</h1>
          <p className="muted door-lead">{t("lead")}</p>
        </>
      }
    >
      <PhoneField label={t("number")} hint={t("numberHint")} />
      <PhoneRisk />
    </Form>
  );
}

async function EnterCode({ digits, isSentAgain }: { digits: string; isSentAgain: boolean }) {
  const t = await getTranslations("phone");
  return (
    <>
      <Form
        action={saveNumber}
        submit={t("save")}
        size="lg"
        errorTitle={t("codeErrorTitle")}
        heading={
          <>
            <h1>{t("codeTitle")}</h1>
            <p className="muted door-lead">{t("codeLead", { digits })}</p>
          </>
        }
      >
        <CodeField kind="text" label={t("code")} hint={t("codeHint")} autoFocus />
      </Form>
      <SendAgain action={sendAgain} isSent={isSentAgain} />
      <p>
        <Link href="/welcome/recovery-phone?number=other" prefetch={false}>
          {t("other")}
        </Link>
      </p>
    </>
  );
}

async function NotNow() {
  const t = await getTranslations("phone");
  return (
    <Form action={goOnWithout} submit={t("later")} look="secondary">
      <p className="hint">{t("laterText")}</p>
    </Form>
  );
}

/** Offered once, right after the set-up; nobody must. */
export default async function RecoveryPhonePage({ searchParams }: Props) {
  const { digits } = await phoneToGive();
  const { number, sent } = await searchParams;
  const t = await getTranslations("phone");
  const side = (
    <DoorPanel title={t("why")}>
      <p>{t("whyText")}</p>
      <p>{t("keeps")}</p>
    </DoorPanel>
  );
  return (
    <DoorPage side={side}>
      {digits && number !== "other" ? (
        <EnterCode digits={digits} isSentAgain={sent === "again"} />
      ) : (
        <EnterNumber />
      )}
      <NotNow />
    </DoorPage>
  );
}
