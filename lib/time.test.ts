import { describe, expect, test } from "vitest";
import {
  dayNamed,
  endOfDayAfter,
  hoursFromNow,
  isMoment,
  isoIn,
  lastDayOf,
  minutesAgo,
  minutesFromNow,
  secondsFromNow,
} from "./time";

const at = (moment: string) => new Date(moment);
const clocks = new Map<string, Intl.DateTimeFormat>();
function clockIn(zone: string, moment: Date): string {
  const made =
    clocks.get(zone) ??
    new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  clocks.set(zone, made);
  return made.format(moment);
}
const dayIn = (zone: string, moment: Date) => clockIn(zone, moment).slice(0, 10);

const DAY = 86_400_000;
const zones = ["Europe/Amsterdam", "Pacific/Auckland", "America/New_York"];
// Where the clock is changed at midnight itself, or by half an hour.
const oddZones = [
  "Africa/Cairo",
  "Atlantic/Azores",
  "America/Havana",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
];

test("a moment is written on the zone's own clock, with how far that is from the common one", () => {
  const moment = at("2026-11-20T23:05:09.250Z");
  expect(isoIn("Europe/Amsterdam", moment)).toBe("2026-11-21T00:05:09+01:00");
  expect(isoIn("Europe/Amsterdam", at("2026-07-01T10:00:00Z"))).toBe("2026-07-01T12:00:00+02:00");
  expect(isoIn("America/New_York", moment)).toBe("2026-11-20T18:05:09-05:00");
  expect(isoIn("Asia/Kathmandu", moment)).toBe("2026-11-21T04:50:09+05:45");
  expect(isoIn("UTC", moment)).toBe("2026-11-20T23:05:09+00:00");
  expect(new Date(isoIn("Australia/Lord_Howe", moment)).getTime()).toBe(at("2026-11-20T23:05:09Z").getTime());
  expect(dayNamed("Europe/Amsterdam", moment)).toBe("2026-11-21");
});

describe("the end of a day", () => {
  test.each([
    ["Europe/Amsterdam", "2026-03-28T12:00:00Z", "2026-03-28T23:00:00.000Z"],
    ["Europe/Amsterdam", "2026-03-29T12:00:00Z", "2026-03-29T22:00:00.000Z"],
    ["Europe/Amsterdam", "2026-10-24T12:00:00Z", "2026-10-24T22:00:00.000Z"],
    ["Europe/Amsterdam", "2026-10-25T12:00:00Z", "2026-10-25T23:00:00.000Z"],
    ["Pacific/Auckland", "2026-04-04T20:00:00Z", "2026-04-05T12:00:00.000Z"],
    ["Pacific/Auckland", "2026-09-26T20:00:00Z", "2026-09-27T11:00:00.000Z"],
    ["America/New_York", "2026-03-08T12:00:00Z", "2026-03-09T04:00:00.000Z"],
    ["America/New_York", "2026-11-01T12:00:00Z", "2026-11-02T05:00:00.000Z"],
  ])("in %s on %s is %s", (zone, now, end) => {
    expect(endOfDayAfter(0, zone, at(now)).toISOString()).toBe(end);
  });

  test.each([...zones, ...oddZones])("is the first moment of the next day all year round in %s", (zone) => {
    for (let hour = 0; hour < 366 * 24; hour += 11) {
      const now = new Date(at("2026-01-01T00:30:00Z").getTime() + hour * 3_600_000);
      const end = endOfDayAfter(0, zone, now);
      expect(dayIn(zone, new Date(end.getTime() - 1))).toBe(dayIn(zone, now));
      expect(dayIn(zone, end)).not.toBe(dayIn(zone, now));
    }
  });

  test("counts days of the zone's own calendar", () => {
    // 23:30 in Amsterdam is the next morning in Auckland.
    const late = at("2026-06-01T21:30:00Z");
    expect(dayIn("Europe/Amsterdam", lastDayOf(endOfDayAfter(0, "Europe/Amsterdam", late)))).toBe(
      "2026-06-01",
    );
    expect(dayIn("Pacific/Auckland", lastDayOf(endOfDayAfter(0, "Pacific/Auckland", late)))).toBe(
      "2026-06-02",
    );
    expect(endOfDayAfter(-1, "Europe/Amsterdam", late).toISOString()).toBe("2026-05-31T22:00:00.000Z");
  });
});

describe("an invitation for 14 days", () => {
  test.each([
    ["Europe/Amsterdam", "2026-03-20T10:00:00Z", "2026-04-03"],
    ["Europe/Amsterdam", "2026-10-20T10:00:00Z", "2026-11-03"],
    ["Pacific/Auckland", "2026-09-20T22:00:00Z", "2026-10-05"],
    ["Pacific/Auckland", "2026-03-30T22:00:00Z", "2026-04-14"],
    ["America/New_York", "2026-03-01T15:00:00Z", "2026-03-15"],
    ["America/New_York", "2026-10-25T15:00:00Z", "2026-11-08"],
  ])("in %s, sent %s, works until the last evening of %s and not the next morning", (zone, sent, last) => {
    const expiresAt = endOfDayAfter(14, zone, at(sent));
    const evening = new Date(expiresAt.getTime() - 60_000);
    expect(clockIn(zone, evening)).toBe(`${last} 23:59:00`);
    expect(clockIn(zone, expiresAt).slice(11)).toBe("00:00:00");
    expect(dayIn(zone, lastDayOf(expiresAt))).toBe(last);
    const days = (expiresAt.getTime() - at(sent).getTime()) / DAY;
    expect(Math.abs(days - 14.5)).toBeLessThan(0.6);
  });
});

test("moments from now are told from the given one", () => {
  const now = at("2026-01-01T00:00:00Z");
  expect(secondsFromNow(90, now).toISOString()).toBe("2026-01-01T00:01:30.000Z");
  expect(minutesFromNow(5, now).toISOString()).toBe("2026-01-01T00:05:00.000Z");
  expect(minutesAgo(5, now).toISOString()).toBe("2025-12-31T23:55:00.000Z");
  expect(hoursFromNow(-1, now).toISOString()).toBe("2025-12-31T23:00:00.000Z");
});

test("a moment that an address or a form gives is one the database knows", () => {
  const day = (text: string) => `${text}T00:00:00.000000Z`;
  expect(["2026-02-28", "2028-02-29", "9999-12-31"].map(day).every(isMoment)).toBe(true);
  const none = ["2026-02-31", "2026-13-01", "0000-01-01", "+12026-01-01", "2026-02-2"].map(day);
  for (const text of [...none, "2026-02-28T24:00:00.000000Z", "2026-02-28T00:00:00Z", "x", ""])
    expect(isMoment(text), text).toBe(false);
});
