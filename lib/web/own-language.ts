import "server-only";
import { withIdentity } from "@/lib/access/doors";
import { isLanguage } from "@/lib/i18n/languages";
import { saveLanguage } from "@/lib/identity/profile";
import { currentSelf } from "./current";

/** Somebody signed in takes the chosen language along to every device and into their mails. */
export async function rememberOwnLanguage(language: unknown): Promise<void> {
  const self = isLanguage(language) ? await currentSelf() : null;
  if (self && isLanguage(language))
    await withIdentity<"session", void>(self, (tx) => saveLanguage(tx, language));
}
