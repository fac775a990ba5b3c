import { getTranslations } from "next-intl/server";

/** "1 day 4 hours": the two largest parts of a time. */
export async function spanWords() {
  const t = await getTranslations("overview.span");
  return (minutes: number): string => {
    const whole = Math.max(1, Math.round(minutes));
    if (whole < 60) return t("minutes", { minutes: whole });
    const hours = Math.round(whole / 60);
    if (hours < 24) return t("hours", { hours });
    return t("days", { days: Math.floor(hours / 24), hours: hours % 24 });
  };
}
