import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { type Platform, platformOf } from "@/lib/web/browser-of";

const apps = ["google", "apple", "microsoft", "authy", "duo", "desktop"] as const;
type App = (typeof apps)[number];

/** What somebody with this device most likely has, or can have at once. */
const firstOn: Record<Platform, readonly App[]> = {
  iphone: ["apple"],
  android: ["google"],
  mac: ["apple", "desktop"],
  windows: ["desktop"],
  other: [],
};

/** The reader's own platform first, the others in a fixed order. */
function orderedFor(platform: Platform): App[] {
  const first = firstOn[platform];
  return [...first, ...apps.filter((app) => !first.includes(app))];
}

const currentPlatform = async (): Promise<Platform> => platformOf((await headers()).get("user-agent") ?? "");

const steps = ["install", "add", "code", "later"] as const;

async function Guide({ app }: { app: App }) {
  const t = await getTranslations("guides");
  return (
    <details className="disclosure">
      <summary>{t(`${app}.name`)}</summary>
      <ol className="prose">
        {steps.map((step) => (
          <li key={step}>{t(`${app}.${step}`)}</li>
        ))}
      </ol>
    </details>
  );
}

/** Asked first: who has no generator gets one here, who has one goes on below. */
export async function HaveGenerator() {
  const t = await getTranslations("guides");
  const platform = await currentPlatform();
  return (
    <section className="guides" aria-labelledby="have-generator">
      <h2 id="have-generator">{t("question")}</h2>
      <p className="hint">{t("yes")}</p>
      <details className="disclosure">
        <summary>{t("no")}</summary>
        <ul className="prose">
          <li>{t(`install.${platform === "android" ? "android" : "iphone"}`)}</li>
          <li>{t(`install.${platform === "android" ? "iphone" : "android"}`)}</li>
          <li>{t("install.desktop")}</li>
        </ul>
        <p className="hint">{t("skip")}</p>
      </details>
    </section>
  );
}

/** Step by step for each app; read without JavaScript as well. */
export async function Guides() {
  const t = await getTranslations("guides");
  return (
    <details className="disclosure guides">
      <summary>{t("title")}</summary>
      <div className="guide-list">
        {orderedFor(await currentPlatform()).map((app) => (
          <Guide key={app} app={app} />
        ))}
        <p className="hint">{t("other")}</p>
      </div>
    </details>
  );
}
