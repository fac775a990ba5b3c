import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { Callout } from "@/components/callout";
import { CodeField } from "@/components/code-field";
import { Form } from "@/components/form";
import type { IdentityTx } from "@/lib/access/doors";
import { type TextWay, textWay } from "@/lib/phones/own-phone";
import { masked } from "@/lib/phones/send-code";
import { newestCode } from "@/lib/phones/sent-code";
import { type WhomToAsk, whomToAsk } from "@/lib/sign-in/ways";
import { signInAt } from "@/lib/web/backup-code";
import { countryIn } from "@/lib/web/country-in";
import { viewFlow } from "@/lib/web/view-identity";
import { SendAgain } from "../../welcome/recovery-phone/send-again";
import { Companies } from "../other-ways/companies";
import { enterTextCode, sendText, sendTextAgain } from "./actions";

type Props = { searchParams: Promise<{ sent?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("textCode"))("title") };
}

async function SendText({ number }: { number: string }) {
  const t = await getTranslations("textCode");
  return (
    <Form
      action={sendText}
      submit={t("send", { number })}
      size="lg"
      errorTitle={t("sendErrorTitle")}
      heading={
        <>
          <h1>{t("title")}</h1>
          <p className="muted door-lead">{t("lead")}</p>
        </>
      }
    />
  );
}

async function EnterCode({ number, isSentAgain }: { number: string; isSentAgain: boolean }) {
  const [t, phone] = [await getTranslations("textCode"), await getTranslations("phone")];
  return (
    <>
      <Form
        action={enterTextCode}
        submit={t("submit")}
        size="lg"
        errorTitle={phone("codeErrorTitle")}
        heading={
          <>
            <h1>{t("codeTitle")}</h1>
            <p className="muted door-lead">{t("codeLead", { number })}</p>
          </>
        }
      >
        <CodeField kind="text" label={phone("code")} hint={phone("codeHint")} autoFocus />
      </Form>
      <SendAgain action={sendTextAgain} isSent={isSentAgain} />
    </>
  );
}

/** Why no text goes out, and whom to ask. */
async function NoText({ text, companies }: { text: TextWay; companies: readonly WhomToAsk[] }) {
  const t = await getTranslations("textCode");
  const country = countryIn(await getLocale(), text.phone?.country ?? "");
  return (
    <div className="stack">
      <h1>{t("unable")}</h1>
      <Callout tone="attn">
        {text.state === "blocked" && <p>{t("blocked", { country })}</p>}
        {text.state === "none" && <p>{t("none")}</p>}
        {text.state === "off" && <p>{t("off")}</p>}
      </Callout>
      <p>{t("next")}</p>
      <Companies companies={companies} />
    </div>
  );
}

type Shown = { text: TextWay; isSent: boolean; companies: WhomToAsk[] };

const readText = async (tx: IdentityTx<"sign-in">): Promise<Shown> => ({
  text: await textWay(tx, tx.self.identityId),
  isSent: (await newestCode(tx)) !== null,
  companies: await whomToAsk(tx),
});

export default async function TextCodePage({ searchParams }: Props) {
  const { text, isSent, companies } = await viewFlow<"sign-in", Shown>(await signInAt("code"), readText);
  if (text.state === "not_allowed") redirect("/sign-in/other-ways");
  const number = masked(text.phone?.lastDigits ?? "");
  const isSentAgain = (await searchParams).sent === "again";
  return (
    <DoorPage>
      {text.state !== "works" && <NoText text={text} companies={companies} />}
      {text.state === "works" && !isSent && <SendText number={number} />}
      {text.state === "works" && isSent && <EnterCode number={number} isSentAgain={isSentAgain} />}
      <p className="ways">
        <Link href="/sign-in/other-ways" prefetch={false}>
          {(await getTranslations("textCode"))("other")}
        </Link>
      </p>
    </DoorPage>
  );
}
