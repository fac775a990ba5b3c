import type { Language } from "@/lib/i18n/languages";
import { dayIn } from "@/lib/i18n/sentences";

const shapes = {
  short: { day: "numeric", month: "short" },
  day: { day: "numeric", month: "long" },
  year: { day: "numeric", month: "long", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  moment: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  key: { year: "numeric", month: "2-digit", day: "2-digit" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

// Making a formatter costs more than using it for a whole page.
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, timeZone: string, shape: keyof typeof shapes): Intl.DateTimeFormat {
  const name = `${language}|${timeZone}|${shape}`;
  const known = made.get(name);
  if (known) return known;
  const fresh = new Intl.DateTimeFormat(language === "nl" ? "nl-NL" : "en-GB", {
    ...shapes[shape],
    timeZone,
  });
  made.set(name, fresh);
  return fresh;
}

/** Moments in words, on the tenant's clock. */
export function clockOf(language: Language, timeZone: string, now: Date) {
  const as = (shape: keyof typeof shapes, moment: Date) =>
    formatter(language, timeZone, shape).format(moment);
  const yearOf = (moment: Date) => as("key", moment).slice(-4);
  const isSameDay = (one: Date, other: Date) => as("key", one) === as("key", other);
  const yesterday = new Date(now.getTime() - 86_400_000);
  return {
    /** "4 June", with its year when that is another one. */
    day: (moment: Date) => as(yearOf(moment) === yearOf(now) ? "day" : "year", moment),
    /** "4 Jun", where there is no room. */
    short: (moment: Date) => as("short", moment),
    /** "Thursday 4 June", where somebody must act. */
    weekday: (moment: Date) => dayIn(language, timeZone, moment),
    time: (moment: Date) => as("time", moment),
    /** "12 May 09:13" */
    moment: (moment: Date) => as("moment", moment).replace(",", ""),
    nearness: (moment: Date) =>
      isSameDay(moment, now) ? "today" : isSameDay(moment, yesterday) ? "yesterday" : "earlier",
    daysSince: (moment: Date) => Math.max(0, Math.floor((now.getTime() - moment.getTime()) / 86_400_000)),
  };
}
export type Clock = ReturnType<typeof clockOf>;
