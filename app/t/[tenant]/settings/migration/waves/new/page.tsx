import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { StatusBar } from "@/components/status-bar";
import { reasonWords } from "../reason-words";
import { WaveCrumbs } from "../wave-crumbs";
import { ChooseAccounts } from "./choose-accounts";
import { DryTable } from "./dry-table";
import { type NewWave, readNewWave } from "./read-new-wave";
import { SureScreen } from "./sure-screen";
import { WaveTerms } from "./wave-terms";

type Props = PageProps<"/t/[tenant]/settings/migration/waves/new">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("waves"))("newTitle") };
}

async function Numbers({ numbers }: NewWave) {
  const t = await getTranslations("waves");
  const { invite, link, skip } = numbers;
  const parts = [
    { tone: "active" as const, count: invite, label: t("outcomes.invite") },
    { tone: "invited" as const, count: link, label: t("outcomes.link") },
    { tone: "expired" as const, count: skip, label: t("outcomes.skip") },
  ];
  return <StatusBar label={t("dry.label")} language={await getLocale()} parts={parts} />;
}

/** Why fewer go than the overview calls ready. */
async function HeldBack({ numbers }: NewWave) {
  const t = await getTranslations("waves.dry");
  const reason = await reasonWords();
  const reasons = Object.entries(numbers.held);
  if (reasons.length === 0) return null;
  const held = reasons.reduce((sum, [, count]) => sum + count, 0);
  const said = reasons.map(([why, count]) => t("held", { count, reason: reason(why) }));
  const list = new Intl.ListFormat(await getLocale(), { type: "conjunction" }).format(said);
  return (
    <p className="small muted after-form">{t("ready", { count: numbers.ready, held, reasons: list })}</p>
  );
}

/** Before a wave: what would become of whom. Nothing is sent by looking. */
export default async function NewWavePage({ params, searchParams }: Props) {
  const [{ tenant }, search] = await Promise.all([params, searchParams]);
  const data = await readNewWave(tenant, search);
  const t = await getTranslations("waves");
  const isMoving = data.numbers.invite + data.numbers.link > 0;
  if (data.asked.sure && isMoving && !data.isDayWrong) return <SureScreen {...data} />;
  return (
    <>
      <WaveCrumbs tenant={data.tenant.slug} here={t("newCrumb")} />
      <div className="page-head">
        <h1>{t("newTitle")}</h1>
      </div>
      <p className="muted">
        {t("dry.intro")} <b>{t("dry.nothing")}</b>
      </p>
      <ChooseAccounts {...data} />
      {data.numbers.all > 0 && <Numbers {...data} />}
      <HeldBack {...data} />
      {isMoving && <WaveTerms {...data} />}
      <DryTable {...data} />
    </>
  );
}
