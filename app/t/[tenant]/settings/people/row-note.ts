import { getTranslations } from "next-intl/server";
import type { ListedPerson } from "@/lib/people/listed-person";
import type { Status } from "@/lib/people/status";
import { lastDayOf } from "@/lib/time";
import type { Clock } from "../../clock";
import { troubleSentences } from "../../trouble-sentences";

/** What is wrong with a row, and the one thing to do about it. */
export type RowNote = { tone: "danger" | "attn"; text: string; action: { label: string; href: string } | null };

/** Says what a row needs from an administrator; null for most rows. */
export async function rowNoter(clock: Clock, mayInvite: boolean) {
  const t = await getTranslations("people.note");
  const troubleOf = await troubleSentences();
  const way = (label: string, href: string) => (mayInvite ? { label, href } : null);

  return ({ moments, message }: ListedPerson, status: Status, href: string): RowNote | null => {
    if (status === "bounced")
      return { tone: "danger", text: troubleOf(message?.trouble), action: way(t("change"), `${href}#address`) };
    if (status === "expired" && moments.expiresAt)
      return {
        tone: "attn",
        text: t("expired", { day: clock.day(lastDayOf(moments.expiresAt)) }),
        action: way(t("resend"), href),
      };
    if (status !== "invited" || moments.sentAt || !message) return null;
    if (message.state === "failed")
      return { tone: "danger", text: t("failed", { why: troubleOf(message.trouble) }), action: way(t("resend"), href) };
    return message.tries > 0 && message.trouble ? { tone: "attn", text: t("trying"), action: null } : null;
  };
}
