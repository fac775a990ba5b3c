import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { CheckField } from "@/components/check-field";
import { CodeField } from "@/components/code-field";
import { DoorPanel } from "@/components/door-panel";
import { Form } from "@/components/form";
import { WayList } from "@/components/way-list";
import { type CodePageState, codePageState } from "@/lib/sign-in/ways";
import { signInAt } from "@/lib/web/backup-code";
import { viewFlow } from "@/lib/web/view-identity";
import { wayWords } from "../way-words";
import { enterCode } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("code"))("title") };
}

async function Trust({ days }: { days: number }) {
  if (days === 0) return null;
  const t = await getTranslations("code");
  return <CheckField name="trust" value="yes" label={t("trust", { days })} hint={t("trustHint")} />;
}

/** Every other way one click away, and the list of all. */
async function OtherWays({ ways }: Pick<CodePageState, "ways">) {
  const t = await getTranslations("otherWays");
  const others = ways.filter(({ kind }) => kind !== "app");
  const all = {
    href: "/sign-in/other-ways",
    icon: "help",
    title: t("another"),
    text: t("anotherText"),
  } as const;
  return <WayList label={t("list")} ways={[...(await Promise.all(others.map(wayWords))), all]} />;
}

export default async function CodePage() {
  const { ways, trustedDays } = await viewFlow<"sign-in", CodePageState>(
    await signInAt("code"),
    codePageState,
  );
  // A passkey is the only second step: there is no code to enter.
  if (ways.some(({ kind }) => kind === "passkey") && !ways.some(({ kind }) => kind === "app"))
    redirect("/sign-in/passkey");
  const t = await getTranslations("code");
  const side = (
    <DoorPanel title={t("lost.title")}>
      <p>{t("lost.text")}</p>
      <p>
        <Link href="/sign-in/other-ways" prefetch={false}>
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
        errorTitle={t("errorTitle")}
        heading={
          <>
            <h1>{t("title")}</h1>
            <p className="muted door-lead">{t("lead")}</p>
          </>
        }
      >
        <CodeField label={t("label")} hint={t("note")} autoFocus />
        <Trust days={trustedDays} />
      </Form>
      <OtherWays ways={ways} />
      <p className="door-after">
        <Link href="/sign-in" prefetch={false}>
          {t("startAgain")}
        </Link>
      </p>
    </DoorPage>
  );
}
