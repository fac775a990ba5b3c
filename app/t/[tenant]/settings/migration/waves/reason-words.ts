import { getTranslations } from "next-intl/server";

/** Why an account stays behind, in a few words; a reason that came later has a word of its own as well. */
export async function reasonWords() {
  const t = await getTranslations("waves.reason");
  return (reason: string | null): string => {
    const key = (reason ?? "other") as "other";
    return t.has(key) ? t(key) : t("other");
  };
}
