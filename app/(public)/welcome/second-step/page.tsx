import type { Metadata } from "next";
import { headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { CodeField } from "@/components/code-field";
import { Form } from "@/components/form";
import { otpauthUri } from "@/lib/factors/totp";
import { isPhone } from "@/lib/web/browser-of";
import { keyToLink } from "@/lib/web/set-up";
import { confirmCode } from "../actions";
import { Steps } from "../steps";
import { Guides, HaveGenerator } from "./guides";
import { NewCodes, NewPhoneHead, NotNow, OldPhone } from "./new-phone";
import { PasskeyInstead } from "./passkey-instead";
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

async function WhoAsks({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  const t = await getTranslations("secondStep");
  const listed = new Intl.ListFormat(await getLocale(), { type: "conjunction" }).format(names);
  return t("asks", { names: listed, count: names.length });
}

async function Head({ asking }: { asking: readonly string[] }) {
  const t = await getTranslations("secondStep");
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="muted door-lead">
        <WhoAsks names={asking} /> {t("lead")}
      </p>
    </>
  );
}

export default async function SecondStepPage() {
  const { label, secret, company, asking, newPhone, withCodes } = await keyToLink();
  const t = await getTranslations("secondStep");
  const uri = otpauthUri(secret, label);
  const phone = isPhone((await headers()).get("user-agent") ?? "");
  return (
    <Steps company={company} current={2} withCodes={withCodes} instead={newPhone && <OldPhone />}>
      {newPhone ? <NewPhoneHead {...newPhone} /> : <Head asking={asking} />}
      <HaveGenerator />
      {phone ? <OnPhone uri={uri} secret={secret} /> : <OnDesktop uri={uri} secret={secret} />}
      <p className="hint">{t("entry", { label })}</p>
      <Guides />
      <Form
        action={confirmCode}
        submit={t("confirm")}
        size="lg"
        inline={!newPhone}
        errorTitle={t("errorTitle")}
      >
        <CodeField label={t("code")} hint={t("codeNote")} />
        {newPhone && <NewCodes {...newPhone} />}
      </Form>
      {newPhone && <NotNow {...newPhone} />}
      <NotAccepted />
      <PasskeyInstead />
    </Steps>
  );
}
