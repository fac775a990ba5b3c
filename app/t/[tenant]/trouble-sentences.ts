import { getTranslations } from "next-intl/server";
import { type Trouble, troubles } from "@/lib/mail/trouble";

const isTrouble = (text: string | null | undefined): text is Trouble =>
  (troubles as readonly (string | null | undefined)[]).includes(text);

/** Why a mail did not arrive, in words; an unknown reason is told as such. */
export async function troubleSentences() {
  const t = await getTranslations();
  return (trouble: string | null | undefined) =>
    isTrouble(trouble) ? t(`mailTroubles.${trouble}`) : t("people.note.unknown");
}
