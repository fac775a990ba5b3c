import { getLocale, getTranslations } from "next-intl/server";

const ZONE = "Europe/Amsterdam";

const dateIn = (language: "en" | "nl", moment: Date) =>
  new Intl.DateTimeFormat(language === "nl" ? "nl-NL" : "en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: ZONE,
  }).format(moment);

const timeIn = (moment: Date) =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: ZONE }).format(moment);

/** "3 March 2026", or the word for never. */
export async function dayOrNever(moment: Date | null): Promise<string> {
  if (!moment) return (await getTranslations("account.security"))("neverSince");
  return dateIn(await getLocale(), moment);
}

/** "today at 09:12": near enough to remember what one did. */
export async function whenOf(moment: Date): Promise<string> {
  const t = await getTranslations("account.security");
  const language = await getLocale();
  const [day, time] = [dateIn(language, moment), timeIn(moment)];
  return day === dateIn(language, new Date()) ? t("today", { time }) : t("on", { day, time });
}
