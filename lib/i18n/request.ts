import { getRequestConfig } from "next-intl/server";
import { currentLanguage } from "@/lib/web/look";
import { isLanguage, type Language } from "./languages";

declare module "use-intl" {
  /** Whoever asks for the language of a page is given one of ours. */
  interface AppConfig {
    Locale: Language;
  }
}

export default getRequestConfig(async ({ locale }) => {
  const language = isLanguage(locale) ? locale : await currentLanguage();
  const { default: messages } = await import(`./${language}.json`);
  // The machine's zone must not leak into a page: whoever formats a moment names the zone.
  return { locale: language, messages, timeZone: "UTC" };
});
