import { getTranslations } from "next-intl/server";
import { Facts } from "@/components/facts";

type Letter = { language: "en" | "nl"; from: string; replyTo: string | null; subject: string; text: string };

/** The mail as people get it, as text. */
export async function MoveLetterPreview({ letter }: { letter: Letter }) {
  const t = await getTranslations();
  return (
    <details className="disclosure">
      <summary>{t("waves.seeMail")}</summary>
      <div className="mail-preview">
        <Facts
          facts={[
            { name: t("board.preview.from"), value: letter.from },
            { name: t("board.preview.replyTo"), value: letter.replyTo ?? t("board.preview.inviter") },
            { name: t("board.preview.subject"), value: <span lang={letter.language}>{letter.subject}</span> },
          ]}
        />
        <pre lang={letter.language}>{letter.text}</pre>
      </div>
    </details>
  );
}
