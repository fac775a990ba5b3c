import "server-only";
import { getLocale } from "next-intl/server";

/** Our clock, to the second, as somebody reads it from the screen. */
export const secondsClock = async (moment: Date) =>
  new Intl.DateTimeFormat(await getLocale(), { timeStyle: "medium", timeZone: "Europe/Amsterdam" }).format(
    moment,
  );
