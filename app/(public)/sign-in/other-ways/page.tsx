import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { Callout } from "@/components/callout";
import { ContactLines } from "@/components/contact-lines";
import { WayList } from "@/components/way-list";
import { type Way, type WhomToAsk, waysOf, whomToAsk } from "@/lib/sign-in/ways";
import { signInAt } from "@/lib/web/backup-code";
import { viewFlow } from "@/lib/web/view-identity";
import { wayWords } from "../way-words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("otherWays"))("title") };
}

async function Company({ tenant, contact }: WhomToAsk) {
  const t = await getTranslations("otherWays");
  return (
    <div className="stack-8">
      <h3>{tenant}</h3>
      <ContactLines contact={contact} otherwise={t("ask", { tenant })} />
    </div>
  );
}

/** Said before somebody tries in vain. */
async function OnlyOneLeft({ ways }: { ways: readonly Way[] }) {
  const t = await getTranslations("otherWays");
  if (ways.some(({ kind }) => kind !== "app")) return null;
  return <Callout tone="attn">{t(ways.length === 0 ? "nothing" : "onlyApp")}</Callout>;
}

async function NoneOfThese({ companies }: { companies: readonly WhomToAsk[] }) {
  const t = await getTranslations("otherWays");
  return (
    <section className="section stack-8 after-list" id="none" aria-labelledby="none-title">
      <h2 className="lead" id="none-title">
        {t("none")}
      </h2>
      <p>{t("noneLead")}</p>
      {companies.map((one) => (
        <Company key={one.tenant} {...one} />
      ))}
      {companies.length === 0 && <p>{t("askNobody")}</p>}
    </section>
  );
}

export default async function OtherWaysPage() {
  const self = await signInAt("code");
  const [ways, companies] = await viewFlow<"sign-in", [Way[], WhomToAsk[]]>(self, async (tx) => [
    await waysOf(tx),
    await whomToAsk(tx),
  ]);
  const t = await getTranslations("otherWays");
  const none = { href: "#none", icon: "help", title: t("none"), text: t("noneText") } as const;
  return (
    <DoorPage>
      <h1>{t("title")}</h1>
      <p className="muted door-lead">{t("lead")}</p>
      <OnlyOneLeft ways={ways} />
      <WayList label={t("list")} ways={[...(await Promise.all(ways.map(wayWords))), none]} />
      <NoneOfThese companies={companies} />
      <p className="door-after">
        <Link href="/sign-in/code">{t("back")}</Link>
      </p>
    </DoorPage>
  );
}
