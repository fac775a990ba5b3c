import { getTranslations } from "next-intl/server";
import type { TimeToActive } from "@/lib/overview/time-to-active";
import { AsTable } from "./as-table";
import { spanWords } from "./span-words";

const WIDTH = 474;
const HOUR = 60;
const DAY = 24 * HOUR;
const marks = { hour: HOUR, sixHours: 6 * HOUR, day: DAY, week: 7 * DAY } as const;
const bounds = Object.entries(marks) as [keyof typeof marks, number][];

/** Each step to the right is as many times longer: from ten minutes to thirty days. */
const [shortest, longest] = [Math.log(10), Math.log(30 * DAY)];
const across = (minutes: number) => {
  const place = (Math.log(Math.max(10, minutes)) - shortest) / (longest - shortest);
  return 6 + (WIDTH - 12) * Math.min(1, place);
};
/** Spread over the height so that dots beside each other stay apart; the same each time. */
const down = (index: number) => 8 + ((index * 7) % 11) * 2;

/** As wide as a word, on a phone too. */
const CROWDED = 60;
const isCrowded = (minutes: number, median: number | null) =>
  median !== null && Math.abs(across(minutes) - across(median)) < CROWDED;

async function Drawn({ time, label }: { time: TimeToActive; label: string }) {
  const t = await getTranslations("overview.time");
  const { minutes, median } = time;
  return (
    <svg className="dots" viewBox={`0 0 ${WIDTH} 62`} role="img" aria-label={label}>
      {minutes.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place in the order
        <circle key={index} cx={across(one).toFixed(1)} cy={down(index)} r="3" />
      ))}
      {median !== null && (
        <line className="is-median" x1={across(median)} x2={across(median)} y1="0" y2="36" />
      )}
      <line x1="0" x2={WIDTH} y1="36.5" y2="36.5" />
      {bounds
        .filter(([, at]) => !isCrowded(at, median))
        .map(([name, at]) => (
          <text key={name} x={across(at)} y="54">
            {t(`marks.${name}`)}
          </text>
        ))}
      {median !== null && (
        <text className="is-median" x={Math.min(WIDTH - 28, Math.max(28, across(median)))} y="54">
          {t("half")}
        </text>
      )}
    </svg>
  );
}

/** How many within an hour, six hours, a day, a week; then the others. */
async function rowsOf({ minutes }: TimeToActive) {
  const t = await getTranslations("overview.time");
  let from = 0;
  const within = bounds.map(([name, to]) => {
    const count = minutes.filter((one) => one >= from && one < to).length;
    from = to;
    return { name: t(`within.${name}`), value: count };
  });
  return [...within, { name: t("within.longer"), value: minutes.filter((one) => one >= from).length }];
}

/** From the offer to being in: a dot for each, and a line where half are through. */
export async function TimeDots({ time }: { time: TimeToActive }) {
  const t = await getTranslations("overview.time");
  const span = await spanWords();
  const count = time.minutes.length;
  const half = time.median === null ? "" : span(time.median);
  return (
    <section aria-labelledby="time" className="stack-8">
      <div className="section-head">
        <h2 id="time">{t("title")}</h2>
        <span className="small muted">{t(time.isCut ? "newest" : "people", { count })}</span>
      </div>
      {time.median === null && <p className="muted">{t("nobody")}</p>}
      {time.median !== null && (
        <>
          <Drawn time={time} label={t("label", { count, half })} />
          <p>{t.rich("sentence", { half, b: (words) => <b>{words}</b> })}</p>
          <AsTable caption={t("title")} rows={await rowsOf(time)} />
        </>
      )}
    </section>
  );
}
