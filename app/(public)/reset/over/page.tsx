import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { ButtonLink } from "@/components/button";
import { whomToAsk } from "@/lib/sign-in/ways";
import { recoveryAt } from "@/lib/web/recovery-steps";
import { viewFlow } from "@/lib/web/view-identity";
import { WhomToAskPanel } from "../whom-to-ask-panel";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reset.over"))("title") };
}

/** After too many wrong answers: why nothing goes on with this link, and whom to ask. */
export default async function ResetOverPage() {
  const companies = await viewFlow(await recoveryAt("over"), whomToAsk);
  const t = await getTranslations("reset.over");
  return (
    <DoorPage side={<WhomToAskPanel companies={companies} />}>
      <h1>{t("title")}</h1>
      <p className="door-lead">{t("why")}</p>
      <p>{t("next")}</p>
      <ButtonLink href="/forgot" look="primary" size="lg" block>
        {t("again")}
      </ButtonLink>
      <p className="door-after">
        <Link href="/sign-in">{t("toSignIn")}</Link>
      </p>
    </DoorPage>
  );
}
