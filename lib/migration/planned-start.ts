import { z } from "zod";
import { endOfDay, endOfDayAfter, hoursFromNow, lastDayOf } from "@/lib/time";

/** So long before its day the people of a wave hear of it first; at once where it is sooner. */
export const FIRST_NOTICE_DAYS = 14;

const STARTS_AT_HOUR = 7;
const LONGEST_AHEAD_DAYS = 400;

/** A day on the company's clock, "2026-06-01". */
export const PlannedDay = z.iso.date("day_wrong");

/** Seven in the morning of that day, where the company is; null for what is no day, or none to plan for. */
export function plannedStart(day: string, zone: string, now = new Date()): Date | null {
  if (!PlannedDay.safeParse(day).success) return null;
  const at = hoursFromNow(STARTS_AT_HOUR, endOfDayAfter(-1, zone, lastDayOf(endOfDay(day, zone))));
  const days = (at.getTime() - now.getTime()) / 86_400_000;
  return days > 0 && days <= LONGEST_AHEAD_DAYS ? at : null;
}
