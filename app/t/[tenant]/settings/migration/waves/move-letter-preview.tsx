import { getTranslations } from "next-intl/server";
import type { ShownMail } from "@/lib/invitations/sample-letters";
import { MailPreview } from "../../../mail-preview";
import { previewWords } from "../../../preview-words";

/** The mail of the move as people get it, once somebody wants to see it. */
export async function MoveLetterPreview({ letter }: { letter: ShownMail }) {
  const t = await getTranslations("waves");
  return (
    <details className="disclosure">
      <summary>{t("seeMail")}</summary>
      <MailPreview mail={letter} words={await previewWords()} />
    </details>
  );
}
