import { getTranslations } from "next-intl/server";
import type { ListedPerson } from "@/lib/people/listed-person";
import type { Status } from "@/lib/people/status";
import { lastDayOf } from "@/lib/time";
import type { Clock } from "../../clock";
import { troubleSentences } from "../../trouble-sentences";

/** What is wrong with a row, and the one thing to do about it. */
export type RowNote = {
  tone: "danger" | "attn";
  text: string;
  action: { label: string; href: string } | null;
};

/** Says what a row needs from an administrator; null for most rows. */
export async function rowNoter(clock: Clock, mayInvite: boolean) {
  const t = await getTranslations("people.note");
  const troubleOf = await troubleSentences();
  const way = (label: string, href: string) => (mayInvite ? { label, href } : null);

  const unsent = ({ message }: ListedPerson, href: string): RowNote | null => {
    if (message?.state === "failed") {
      const text = t("failed", { why: troubleOf(message.trouble) });
      return { tone: "danger", text, action: way(t("resend"), href) };
    }
    return message?.trouble ? { tone: "attn", text: t("trying"), action: null } : null;
  };

  return (person: ListedPerson, status: Status, href: string): RowNote | null => {
    const { moments, message } = person;
    if (status === "bounced") {
      const text = troubleOf(message?.trouble);
      return { tone: "danger", text, action: way(t("change"), `${href}#address`) };
    }
    if (status === "expired" && moments.expiresAt) {
      const text = t("expired", { day: clock.day(lastDayOf(moments.expiresAt)) });
      return { tone: "attn", text, action: way(t("resend"), href) };
    }
    return status === "invited" && !moments.sentAt ? unsent(person, href) : null;
  };
}
