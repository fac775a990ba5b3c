import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PhoneRisk } from "@/app/(public)/welcome/recovery-phone/phone-risk";
import { SendAgain } from "@/app/(public)/welcome/recovery-phone/send-again";
import { CodeField } from "@/components/code-field";
import { Form } from "@/components/form";
import { PhoneField } from "@/components/phone-field";
import type { IdentityTx } from "@/lib/access/doors";
import { waitingNumber } from "@/lib/phones/enter-number";
import { type TextWay, textWay } from "@/lib/phones/own-phone";
import { openedSecurity } from "@/lib/web/account";
import { OWN_PHONE } from "@/lib/web/phones";
import { viewIdentity } from "@/lib/web/view-identity";
import { giveOwnNumber, registerNumber, sendOwnAgain } from "../phone-actions";

type Props = { searchParams: Promise<{ number?: string | string[]; sent?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.security.phone"))("title") };
}

async function EnterNumber({ now }: { now: string | null }) {
  const [t, phone] = [await getTranslations("account.security.phone"), await getTranslations("phone")];
  return (
    <Form
      action={giveOwnNumber}
      submit={t("send")}
      size="lg"
      errorTitle={phone("sendErrorTitle")}
      heading={
        <div className="stack-8">
          <div className="page-head">
            <h1>{t(now ? "changeTitle" : "newTitle")}</h1>
          </div>
          <p className="muted">{now ? t("changeLead", { digits: now }) : phone("lead")}</p>
        </div>
      }
      beside={<Link href="/account/security">{t("cancel")}</Link>}
    >
      <PhoneField label={t("newNumber")} hint={phone("numberHint")} />
      <PhoneRisk />
    </Form>
  );
}

async function EnterCode({ digits, isSentAgain }: { digits: string; isSentAgain: boolean }) {
  const [t, phone] = [await getTranslations("account.security.phone"), await getTranslations("phone")];
  return (
    <>
      <Form
        action={registerNumber}
        submit={t("register")}
        size="lg"
        errorTitle={phone("codeErrorTitle")}
        heading={
          <div className="stack-8">
            <div className="page-head">
              <h1>{phone("codeTitle")}</h1>
            </div>
            <p className="muted">{phone("codeLead", { digits })}</p>
          </div>
        }
        beside={<Link href="/account/security">{t("cancel")}</Link>}
      >
        <CodeField kind="text" label={phone("code")} hint={phone("codeHint")} />
      </Form>
      <SendAgain
        action={sendOwnAgain}
        isSent={isSentAgain}
        beside={<Link href={`${OWN_PHONE}?number=other`}>{phone("other")}</Link>}
      />
    </>
  );
}

type Shown = { text: TextWay; waiting: string | null };

const readPhone = async (tx: IdentityTx<"session">): Promise<Shown> => ({
  text: await textWay(tx, tx.self.identityId),
  waiting: (await waitingNumber(tx))?.lastDigits ?? null,
});

/** Another number, or the first: it counts only when the code of the text has come back (X12). */
export default async function PhonePage({ searchParams }: Props) {
  const { text, waiting } = await viewIdentity(await openedSecurity(OWN_PHONE), readPhone);
  if (text.state === "off" || text.state === "not_allowed") redirect("/account/security");
  const { number, sent } = await searchParams;
  return (
    <div className="stack-24">
      {waiting && number !== "other" ? (
        <EnterCode digits={waiting} isSentAgain={sent === "again"} />
      ) : (
        <EnterNumber now={text.phone?.lastDigits ?? null} />
      )}
    </div>
  );
}
