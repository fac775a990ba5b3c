import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { StatusBar } from "@/components/status-bar";
import { TenantForm } from "@/components/tenant-form";
import { doneIn, movedIn, needing } from "@/lib/migration/wave-page";
import { migrationLinks } from "../../migration-links";
import { retry } from "../actions";
import { isPlanOff, type WaveData } from "./read-wave";

/** How many a minute, and how many minutes it takes still; null before there is anything to go by. */
function paceOf({ wave, progress, now }: WaveData) {
  const done = progress.all - progress.todo - progress.waits;
  const minutes = wave.startedAt ? (now.getTime() - wave.startedAt.getTime()) / 60_000 : 0;
  if (wave.state !== "running" || done === 0 || minutes <= 0) return null;
  const rate = done / minutes;
  return { rate: Math.max(1, Math.round(rate)), left: Math.max(1, Math.ceil(progress.todo / rate)) };
}

async function saidOf(data: WaveData): Promise<string> {
  const { wave, progress } = data;
  const t = await getTranslations("waves.said");
  const pace = paceOf(data);
  if (wave.state === "planned") return t("planned");
  if (wave.state === "rolling_back") return t("goingBack");
  if (wave.state === "rolled_back") return t("back", { count: progress.back });
  if (pace) return t("pace", pace);
  return wave.state === "running" ? t("begins") : t("moved", { count: movedIn(progress) });
}

/** The closing word of a run, with its numbers. */
async function Ended({ wave, progress }: WaveData) {
  const t = await getTranslations("waves");
  const format = await getFormatter();
  if (wave.state !== "done") return null;
  const told = (["sent", "linked", "activated"] as const)
    .filter((fate) => fate === "sent" || progress[fate] > 0)
    .map((fate) => t(`congratulationsFor.${fate}`, { count: progress[fate] }));
  return (
    <Callout tone="ok">
      <p>
        <b>{t("congratulations")}</b> {format.list(told)}.
      </p>
    </Callout>
  );
}

async function NeedsYou(data: WaveData) {
  const t = await getTranslations("waves");
  const { wave, tenant, progress, mayRun } = data;
  const count = needing(progress);
  if (count === 0) return null;
  const canRetry =
    mayRun && progress.needs + progress.failed > 0 && ["running", "paused", "done"].includes(wave.state);
  return (
    <Callout tone="attn">
      <p>
        <b>{t("needs", { count })}</b> {t("needsWhat", { state: wave.state })}{" "}
        <a href={`${migrationLinks(tenant.slug).wave(wave.id)}?tab=needs#accounts`}>
          {t("needsShow", { count })}
        </a>
      </p>
      {canRetry && (
        <TenantForm
          action={retry}
          hidden={{ waveId: wave.id }}
          submit={t("retry")}
          look="link"
          errorTitle={t("errorTitle")}
        />
      )}
    </Callout>
  );
}

async function partsOf({ progress }: WaveData) {
  const t = await getTranslations("waves");
  const { sent, todo, stays, back, failed } = progress;
  const once = (tone: "started" | "none" | "second", count: number, label: string) =>
    count > 0 ? [{ tone, count, label }] : [];
  return [
    { tone: "active" as const, count: movedIn(progress), label: t("part.moved") },
    { tone: "invited" as const, count: sent, label: t("part.sent") },
    ...once("started", todo, t("part.todo")),
    ...once("none", stays, t("part.stay")),
    ...once("second", back, t("part.back")),
    { tone: "expired" as const, count: needing(progress) - failed, label: t("part.needs") },
    { tone: "bounced" as const, count: failed, label: t("part.failed") },
  ];
}

/** Number of number, how long still, the bar, and what needs somebody. */
export async function WaveProgress(data: WaveData) {
  const { wave, progress } = data;
  const t = await getTranslations("waves");
  return (
    <div className="stack-16">
      <p role="status">
        <b className="lead">{t("doneOf", { done: doneIn(progress), all: progress.all })}</b>{" "}
        {await saidOf(data)}
      </p>
      <StatusBar label={t("counts")} language={await getLocale()} parts={await partsOf(data)} />
      {wave.stoppedWhy && (
        <Callout tone="attn">
          <p>{t("stoppedWhy", { why: wave.stoppedWhy })}</p>
        </Callout>
      )}
      {isPlanOff(wave) && wave.noticedAt && (
        <Callout>
          <p>{t("putOff")}</p>
        </Callout>
      )}
      <Ended {...data} />
      <NeedsYou {...data} />
    </div>
  );
}
