import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { Callout } from "@/components/callout";
import { WayList } from "@/components/way-list";
import { type TextWay, textWay } from "@/lib/phones/own-phone";
import { type Way, type WhomToAsk, waysOf, whomToAsk } from "@/lib/sign-in/ways";
import { signInAt } from "@/lib/web/backup-code";
import { countryIn } from "@/lib/web/country-in";
import { viewFlow } from "@/lib/web/view-identity";
import { wayWords } from "../way-words";
import { Companies } from "./companies";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("otherWays"))("title") };
}

/** Where a text should help and cannot: no number, or none we can reach. */
async function whyNoText(text: TextWay): Promise<string | null> {
  const t = await getTranslations("textCode");
  if (text.state === "not_allowed" || text.state === "works") return null;
  if (text.state !== "blocked") return t(text.state);
  return t("cannot", { country: countryIn(await getLocale(), text.phone.country) });
}

/** Said before somebody tries in vain. */
async function InVain({ ways, text }: { ways: readonly Way[]; text: TextWay }) {
  const t = await getTranslations("otherWays");
  const isOnlyOne = !ways.some(({ kind }) => kind !== "app");
  const why = await whyNoText(text);
  if (!isOnlyOne && !why) return null;
  return (
    <Callout tone="attn">
      {isOnlyOne && <p>{t(ways.length === 0 ? "nothing" : "onlyApp")}</p>}
      {why && <p>{why}</p>}
    </Callout>
  );
}

async function NoneOfThese({ companies }: { companies: readonly WhomToAsk[] }) {
  const t = await getTranslations("otherWays");
  return (
    <section className="section stack-8 after-list" id="none" aria-labelledby="none-title">
      <h2 className="lead" id="none-title">
        {t("none")}
      </h2>
      <p>{t("noneLead")}</p>
      <Companies companies={companies} />
    </section>
  );
}

export default async function OtherWaysPage() {
  const self = await signInAt("code");
  const [ways, companies, text] = await viewFlow<"sign-in", [Way[], WhomToAsk[], TextWay]>(
    self,
    async (tx) => [await waysOf(tx), await whomToAsk(tx), await textWay(tx, tx.self.identityId)],
  );
  const t = await getTranslations("otherWays");
  const none = { href: "#none", icon: "help", title: t("none"), text: t("noneText") } as const;
  return (
    <DoorPage>
      <h1>{t("title")}</h1>
      <p className="muted door-lead">{t("lead")}</p>
      <InVain ways={ways} text={text} />
      <WayList label={t("list")} ways={[...(await Promise.all(ways.map(wayWords))), none]} />
      <NoneOfThese companies={companies} />
      <p className="door-after">
        <Link href="/sign-in/code">{t("back")}</Link>
      </p>
    </DoorPage>
  );
}
