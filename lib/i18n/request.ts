import { getRequestConfig } from "next-intl/server";
import { currentLanguage } from "@/lib/web/look";
import { isLanguage } from "./languages";

export default getRequestConfig(async ({ locale }) => {
  const language = isLanguage(locale) ? locale : await currentLanguage();
  const { default: messages } = await import(`./${language}.json`);
  // The machine's zone must not leak into a page: whoever formats a moment names the zone.
  return { locale: language, messages, timeZone: "UTC" };
});
