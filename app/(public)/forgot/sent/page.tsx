import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { ButtonLink } from "@/components/button";
import { type AskedHere, askedHere, mailSender } from "@/lib/web/asked";
import { NewHere } from "../new-here";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("forgot"))("sent.pageTitle") };
}

const isBoth = ({ purposes }: AskedHere) => purposes.length > 1;
const keyOf = (asked: AskedHere) => (isBoth(asked) ? "both" : asked.purposes[0] === "key" ? "key" : "reset");

/** The same words for every name, known or not. */
export default async function SentPage() {
  const asked = await askedHere();
  if (!asked || asked.purposes.length === 0) redirect("/forgot");
  const t = await getTranslations("forgot");
  const words = { name: asked.name, b: (text: React.ReactNode) => <b>{text}</b> };
  const again = asked.purposes.at(-1) === "key" ? "/request-key" : "/forgot";
  return (
    <DoorPage side={<NewHere />}>
      <h1>{t(`sent.title.${keyOf(asked)}`)}</h1>
      <p>{t.rich(`sent.text.${keyOf(asked)}`, words)}</p>
      <h2>{t("sent.noMail")}</h2>
      <div className="prose">
        <ul>
          <li>{t("sent.wait")}</li>
          <li>{t("sent.spam", { sender: mailSender() })}</li>
          <li>{t("sent.shared")}</li>
          <li>{t("sent.typed")}</li>
          <li>{t("sent.noAccount")}</li>
          <li>{t("sent.often")}</li>
        </ul>
      </div>
      <p>
        <ButtonLink href={again} size="lg">
          {t("sent.change")}
        </ButtonLink>
      </p>
    </DoorPage>
  );
}
