import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";

const topics = {
  mail: ["mail", "mailWrong", "mailAsk", "mailNoAccount"],
  link: ["link", "linkNewer", "linkWhole"],
  code: ["code", "codeClock", "codeEntry"],
  lost: ["lost", "lostNone"],
  app: ["app"],
  password: ["password"],
  ask: ["ask"],
} as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("help");
  return { title: t("title") };
}

export default async function HelpPage() {
  const t = await getTranslations("help");
  return (
    <DoorPage wide>
      <h1>{t("title")}</h1>
      <p className="muted door-lead">{t("intro")}</p>
      <div className="prose">
        {(Object.keys(topics) as (keyof typeof topics)[]).map((topic) => (
          <section key={topic} id={topic}>
            <h2>{t(`${topic}Title`)}</h2>
            {topics[topic].map((line) => (
              <p key={line}>{t(line)}</p>
            ))}
          </section>
        ))}
      </div>
    </DoorPage>
  );
}
