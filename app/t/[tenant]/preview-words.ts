import { getTranslations } from "next-intl/server";
import type { PreviewWords } from "./mail-preview";

/** What stands around a mail that is looked at. */
export async function previewWords(): Promise<PreviewWords> {
  const t = await getTranslations("board.preview");
  return { from: t("from"), replyTo: t("replyTo"), inviter: t("inviter"), subject: t("subject") };
}
