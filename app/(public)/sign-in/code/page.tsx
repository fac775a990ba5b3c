import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { CodeField } from "@/components/code-field";
import { DoorPanel } from "@/components/door-panel";
import { Form } from "@/components/form";
import { currentFlow } from "@/lib/web/current";
import { enterCode } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("code"))("title") };
}

export default async function CodePage() {
  if (!(await currentFlow("sign-in"))) redirect("/sign-in");
  const t = await getTranslations("code");
  const side = (
    <DoorPanel title={t("lost.title")}>
      <p>{t("lost.text")}</p>
      <p>
        <Link href="/help#lost" prefetch={false}>
          {t("lost.link")}
        </Link>
      </p>
    </DoorPanel>
  );
  return (
    <DoorPage side={side}>
      <Form
        action={enterCode}
        submit={t("submit")}
        size="lg"
        inline
        errorTitle={t("errorTitle")}
        heading={
          <>
            <h1>{t("title")}</h1>
            <p className="muted">{t("lead")}</p>
          </>
        }
      >
        <CodeField label={t("label")} hint={t("note")} autoFocus />
      </Form>
      <p className="door-after">
        <Link href="/sign-in" prefetch={false}>
          {t("startAgain")}
        </Link>
      </p>
    </DoorPage>
  );
}
