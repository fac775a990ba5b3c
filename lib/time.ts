const MINUTE = 60_000;

export const secondsFromNow = (seconds: number, now = new Date()) => new Date(now.getTime() + seconds * 1000);
export const minutesFromNow = (minutes: number, now = new Date()) =>
  new Date(now.getTime() + minutes * MINUTE);
export const minutesAgo = (minutes: number, now = new Date()) => minutesFromNow(-minutes, now);
export const hoursFromNow = (hours: number, now = new Date()) => minutesFromNow(hours * 60, now);

type Day = { year: number; month: number; day: number };

function dayIn(zone: string, moment: Date): Day {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value);
  return { year: part("year"), month: part("month"), day: part("day") };
}

/** What the zone's clock shows at this moment, minus UTC, in milliseconds. */
function offsetOf(zone: string, moment: Date): number {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value);
  const shown = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return shown - Math.floor(moment.getTime() / 1000) * 1000;
}

/** Midnight at which the day so many days after today ends, on the zone's own clock (summer time included). */
export function endOfDayAfter(days: number, zone: string, now = new Date()): Date {
  const { year, month, day } = dayIn(zone, now);
  const wallClock = Date.UTC(year, month - 1, day + days + 1);
  const guess = wallClock - offsetOf(zone, new Date(wallClock));
  const end = wallClock - offsetOf(zone, new Date(guess));
  // Some zones go over to summer time at midnight itself: the day ends where the clock jumps.
  const isSkipped = end + offsetOf(zone, new Date(end)) < wallClock;
  return new Date(isSkipped ? guess : end);
}

/** Midnight at which a day named "2027-06-01" ends, on the zone's own clock. */
export function endOfDay(day: string, zone: string): Date {
  const noon = Date.parse(`${day}T12:00:00Z`);
  return endOfDayAfter(0, zone, new Date(noon - offsetOf(zone, new Date(noon))));
}

/** "2027-06-01", the day it is on the zone's clock. */
export const dayNamed = (zone: string, moment: Date) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(moment);

const two = (number: number) => String(number).padStart(2, "0");

/** "2027-06-01T09:05:00+02:00", on the zone's clock. */
export function isoIn(zone: string, moment: Date): string {
  const offset = offsetOf(zone, moment);
  const minutes = Math.abs(offset) / MINUTE;
  const shown = new Date(moment.getTime() + offset).toISOString().slice(0, 19);
  return `${shown}${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const MICROSECONDS = /^(?!0000)\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/;

/** Whether a text is a moment as the database writes it, and one there is: the 31st of February would be a fault there. */
export const isMoment = (text: string) =>
  MICROSECONDS.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().slice(0, 10) === text.slice(0, 10);

/** The last day an offer works: the day that ends at its midnight. */
export const lastDayOf = (expiresAt: Date) => new Date(expiresAt.getTime() - 1000);
