import "server-only";
import { getTranslations } from "next-intl/server";

/** What is said in the browser when its dialog gave nothing. */
export async function passkeyWords(): Promise<{ closed: string; there: string }> {
  const t = await getTranslations("passkey.told");
  return { closed: t("closed"), there: t("there") };
}
