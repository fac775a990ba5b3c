import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { Callout } from "@/components/callout";
import { DoorPanel } from "@/components/door-panel";
import { Field } from "@/components/field";
import { Form } from "@/components/form";
import { PasswordField } from "@/components/password-field";
import { currentSelf } from "@/lib/web/current";
import { safePath } from "@/lib/web/sign-in";
import { signIn } from "./actions";

type Search = { next?: string | string[]; email?: string | string[]; out?: string | string[] };
const one = (value: string | string[] | undefined) => (typeof value === "string" ? value.slice(0, 500) : "");

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

async function OtherWays() {
  const t = await getTranslations("signIn");
  return (
    <>
      <DoorPanel title={t("firstTime.title")}>
        <p>{t("firstTime.text")}</p>
        <p>
          <Link href="/help#mail">{t("firstTime.link")}</Link>
        </p>
      </DoorPanel>
      <DoorPanel title={t("lost.title")}>
        <p>{t("lost.text")}</p>
        <p>
          <Link href="/help#lost">{t("lost.link")}</Link>
        </p>
      </DoorPanel>
    </>
  );
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const returnTo = safePath(one(search.next) || null);
  if (await currentSelf()) redirect(returnTo);
  const t = await getTranslations("signIn");
  return (
    <DoorPage side={<OtherWays />}>
      <Form
        action={signIn}
        hidden={{ returnTo }}
        submit={t("submit")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={<h1>{t("title")}</h1>}
      >
        {search.out && (
          <Callout tone="ok">{t(one(search.out) === "everywhere" ? "outEverywhere" : "out")}</Callout>
        )}
        <Field
          name="email"
          label={t("email")}
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={one(search.email)}
        />
        <PasswordField label={t("password")} autoComplete="current-password" />
      </Form>
    </DoorPage>
  );
}
