import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { CodeField } from "@/components/code-field";
import { Form } from "@/components/form";
import { otpauthUri } from "@/lib/factors/totp";
import { isPhone } from "@/lib/web/browser-of";
import { keyToLink } from "@/lib/web/set-up";
import { confirmCode } from "../actions";
import { Steps } from "../steps";
import { OnDesktop, OnPhone } from "./ways";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("secondStep"))("title") };
}

/** Why a code may not be taken, before anybody has to ask. */
async function NotAccepted() {
  const t = await getTranslations("secondStep");
  return (
    <details className="disclosure">
      <summary>{t("notAccepted")}</summary>
      <ul className="prose">
        <li>{t("reasons.recent")}</li>
        <li>{t("reasons.clock")}</li>
        <li>{t("reasons.oldEntry")}</li>
        <li>{t("reasons.otherApp")}</li>
      </ul>
    </details>
  );
}

export default async function SecondStepPage() {
  const { label, secret, company } = await keyToLink();
  const t = await getTranslations("secondStep");
  const uri = otpauthUri(secret, label);
  const phone = isPhone((await headers()).get("user-agent") ?? "");
  return (
    <Steps company={company} current={2}>
      <h1>{t("title")}</h1>
      <p className="muted door-lead">{t("lead")}</p>
      {phone ? <OnPhone uri={uri} secret={secret} /> : <OnDesktop uri={uri} secret={secret} />}
      <p className="hint">{t("entry", { label })}</p>
      <Form action={confirmCode} submit={t("confirm")} size="lg" inline errorTitle={t("errorTitle")}>
        <CodeField label={t("code")} hint={t("codeNote")} />
      </Form>
      <NotAccepted />
    </Steps>
  );
}
