import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { CodeField } from "@/components/code-field";
import { Form } from "@/components/form";
import { Icon } from "@/components/icon";
import { PasskeyForm } from "@/components/passkey-form";
import { PasswordField } from "@/components/password-field";
import type { ProofWay } from "@/lib/recovery/proof-ways";
import { standingAtKey } from "@/lib/recovery/set-up-key";
import { passkeyWords } from "@/lib/web/passkey-words";
import { recoveryAt } from "@/lib/web/recovery-steps";
import { askKeyPasskey, confirmKey } from "../actions";

type Props = { searchParams: Promise<{ with?: string | string[] }> };
type Confirming = { email: string; by: ProofWay | null };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("requestKey"))("confirm.title") };
}

async function Ways({ ways }: { ways: readonly ProofWay[] }) {
  const t = await getTranslations("requestKey.confirm");
  return (
    <div className="ways">
      {ways.map((way) => (
        <Link key={way} href={`/key/confirm?with=${way}`} prefetch={false}>
          {t(`use.${way}`)}
        </Link>
      ))}
      <Link href="/forgot" prefetch={false}>
        {t("forgot")}
      </Link>
    </div>
  );
}

async function Heading({ email, by }: Confirming) {
  const t = await getTranslations("requestKey.confirm");
  return (
    <>
      <h1>{t("title")}</h1>
      <p>{t.rich("for", { address: email, b: (text) => <b>{text}</b> })}</p>
      {by && <p className="muted">{t("oldStays")}</p>}
    </>
  );
}

async function Password({ email }: { email: string }) {
  const t = await getTranslations("requestKey.confirm");
  return (
    <>
      <input type="text" name="" autoComplete="username" value={email} readOnly hidden />
      <PasswordField label={t("password")} autoComplete="current-password" />
    </>
  );
}

async function ByPasskey({ email }: { email: string }) {
  const t = await getTranslations("requestKey");
  return (
    <>
      <PasskeyForm
        ask={askKeyPasskey}
        answer={confirmKey}
        together
        hidden={{ by: "passkey" }}
        words={await passkeyWords()}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={<Heading email={email} by="passkey" />}
        submit={
          <>
            <Icon name="passkey" size={20} />
            {t("confirm.passkey")}
          </>
        }
      >
        <Password email={email} />
      </PasskeyForm>
      <div className="without-script">
        <Heading email={email} by="passkey" />
        <p>{t("confirm.noScript")}</p>
      </div>
    </>
  );
}

async function ByCode({ email, by }: { email: string; by: "app" | "backup" | null }) {
  const t = await getTranslations("requestKey");
  return (
    <Form
      key={by}
      action={confirmKey}
      hidden={{ by: by ?? "app" }}
      submit={t("confirm.submit")}
      size="lg"
      errorTitle={t("errorTitle")}
      heading={<Heading email={email} by={by} />}
    >
      <Password email={email} />
      {by && <CodeField kind={by} label={t(`confirm.${by}.label`)} hint={t(`confirm.${by}.note`)} />}
    </Form>
  );
}

/** A mailbox alone never makes a key: the password, and the second step or a backup code where there is one. */
export default async function ConfirmKeyPage({ searchParams }: Props) {
  const self = await recoveryAt("key");
  const { email, ways } = await standingAtKey(self);
  const { with: wish } = await searchParams;
  const by = ways.find((way) => way === wish) ?? ways[0] ?? null;
  return (
    <DoorPage>
      {by === "passkey" ? <ByPasskey email={email} /> : <ByCode email={email} by={by} />}
      <Ways ways={ways.filter((way) => way !== by)} />
    </DoorPage>
  );
}
