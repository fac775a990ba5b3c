import { getLocale, getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { dayIn } from "@/lib/i18n/sentences";
import type { ReviewData } from "./read-import";

/** What keeps the list from going out today, in place of a button that would be refused. */
export async function DayIsFull({ review: { ready }, room, tenant }: ReviewData) {
  const t = await getTranslations("imports");
  const day = dayIn(await getLocale(), tenant.timeZone, room.until);
  const why = ready > room.most ? "roomNever" : "roomToday";
  return (
    <div className="section">
      <Callout tone="attn">
        <p>
          <b>{t("roomTitle", { left: room.left })}</b>
        </p>
        <p>{t(why, { most: room.most, ready, day })}</p>
      </Callout>
    </div>
  );
}

/** Whose list it is, in place of forms that would be refused. */
export async function OfAnother({ name }: { name: string | null }) {
  const t = await getTranslations("imports");
  return (
    <div className="section">
      <Callout tone="info">
        <p>{name ? t("ofAnother", { name }) : t("ofAnotherNobody")}</p>
      </Callout>
    </div>
  );
}
