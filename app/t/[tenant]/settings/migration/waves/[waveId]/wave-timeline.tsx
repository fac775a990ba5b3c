import { getLocale, getTranslations } from "next-intl/server";
import { takenIn } from "@/lib/migration/wave-page";
import { lastDayOf } from "@/lib/time";
import { clockOf } from "../../../../clock";
import type { WaveData } from "./read-wave";

type Item = { key: string; at: Date | null; label: string };

const DAY = 86_400_000;

const laterOf = (one: Date, other: Date) => (one > other ? one : other);

/** Notices of a planned wave: when they went, or when they will; one that was left out is not said. */
function noticesOf({ wave }: WaveData, label: (day: number) => string): Item[] {
  const { plannedFor, state, createdAt } = wave;
  if (!plannedFor) return [];
  const noticeAt = (days: number, sent: Date | null): Item => {
    const due = laterOf(new Date(plannedFor.getTime() - days * DAY), createdAt);
    return { key: `notice ${days}`, at: sent ?? (state === "planned" ? due : null), label: label(days) };
  };
  return [noticeAt(14, wave.noticedAt), noticeAt(3, wave.noticedAgainAt)];
}

async function itemsOf(data: WaveData): Promise<Item[]> {
  const { wave, tenant, progress } = data;
  const t = await getTranslations("waves.timeline");
  const isPlanned = wave.state === "planned";
  // A plan that was taken back has no day any more.
  const plannedStart = isPlanned ? wave.plannedFor : null;
  const all: Item[] = [
    { key: "made", at: wave.createdAt, label: t("made", { count: progress.all }) },
    ...noticesOf(data, (days) => t("notice", { days })),
    { key: "start", at: wave.startedAt ?? plannedStart, label: t("start", { count: takenIn(progress) }) },
    { key: "end", at: wave.finishedAt, label: t(data.wasCancelled ? "cancelled" : "end") },
    { key: "back", at: wave.rolledBackAt, label: t("back") },
    { key: "old", at: tenant.oldSignInEndsAt && lastDayOf(tenant.oldSignInEndsAt), label: t("oldSignIn") },
  ];
  return all.filter(({ at }) => at !== null);
}

/** What has been and what comes, beside the numbers. */
export async function WaveTimeline(data: WaveData) {
  const { tenant, now, wave } = data;
  const t = await getTranslations("waves.timeline");
  const clock = clockOf(await getLocale(), tenant.timeZone, now);
  const items = await itemsOf(data);
  const stateOf = ({ key, at }: Item) => {
    if (key === "start" && wave.state === "running") return "h";
    return at && at <= now ? "d" : "a";
  };
  return (
    <ol className="timeline wave-timeline" aria-label={t("label")}>
      {items.map((item) => {
        const state = stateOf(item);
        return (
          <li key={item.key} className={state}>
            <i />
            <b>
              {item.at && clock.nearness(item.at) === "today" ? t("today") : item.at && clock.short(item.at)}
            </b>
            <span className={state === "h" ? "is-here" : undefined}>{item.label}</span>
          </li>
        );
      })}
    </ol>
  );
}
