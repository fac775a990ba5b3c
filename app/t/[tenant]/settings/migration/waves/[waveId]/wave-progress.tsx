import { getLocale, getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { StatusBar } from "@/components/status-bar";
import { TenantForm } from "@/components/tenant-form";
import { retry } from "../actions";
import { wavePath } from "../wave-paths";
import { movedIn, needing, type WaveData } from "./read-wave";

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
  return wave.state === "running"
    ? t("begins")
    : t("activated", { count: progress.activated + progress.linked });
}

/** The closing word of a run, and what is left to do. */
async function Ended({ wave, progress }: WaveData) {
  const t = await getTranslations("waves");
  if (wave.state !== "done") return null;
  return (
    <Callout tone="ok">
      <p>
        <b>{t("congratulations")}</b>{" "}
        {t("congratulationsWhat", { moved: movedIn(progress), linked: progress.linked })}
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
        <b>{t("needs", { count })}</b> {t("needsWhat")}{" "}
        <a href={`${wavePath(tenant.slug, wave.id)}?tab=needs#accounts`}>{t("needsShow", { count })}</a>
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
  const { todo, stays, back, failed } = progress;
  const once = (tone: "none" | "invited", count: number, label: string) =>
    count > 0 ? [{ tone, count, label }] : [];
  return [
    { tone: "active" as const, count: movedIn(progress), label: t("part.moved") },
    ...once("none", todo, t("part.todo")),
    ...once("invited", stays, t("part.stay")),
    ...once("invited", back, t("part.back")),
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
        <b className="lead">{t("doneOf", { done: movedIn(progress), all: progress.all })}</b>{" "}
        {await saidOf(data)}
      </p>
      <StatusBar label={t("counts")} language={await getLocale()} parts={await partsOf(data)} />
      {wave.stoppedWhy && (
        <Callout tone="attn">
          <p>{t("stoppedWhy")}</p>
        </Callout>
      )}
      <Ended {...data} />
      <NeedsYou {...data} />
    </div>
  );
}
