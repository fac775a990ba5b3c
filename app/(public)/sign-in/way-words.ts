import { getTranslations } from "next-intl/server";
import type { WayTo } from "@/components/way-list";
import { masked } from "@/lib/phones/send-code";
import type { Way } from "@/lib/sign-in/ways";

/** A way that works for this person, as a row of the list. */
export async function wayWords(way: Way): Promise<WayTo> {
  const t = await getTranslations("otherWays");
  if (way.kind === "app")
    return { href: "/sign-in/code", icon: "phone", title: t("app"), text: t("appText") };
  if (way.kind === "passkey")
    return { href: "/sign-in/passkey", icon: "passkey", title: t("passkey"), text: t("passkeyText") };
  if (way.kind === "text") {
    const title = t("text", { number: masked(way.digits) });
    return { href: "/sign-in/text-code", icon: "send", title, text: t("textText") };
  }
  const text = way.left === 1 ? t("backupCodeOne") : t("backupCodeText", { left: way.left });
  return { href: "/sign-in/backup-code", icon: "codes", title: t("backupCode"), text };
}
