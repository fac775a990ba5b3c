import { getTranslations } from "next-intl/server";
import { MailPreview } from "../../../mail-preview";
import { previewWords } from "../../../preview-words";
import type { MailsData } from "./read-mails";

type Sample = MailsData["letters"][number];

async function OneLetter({ letter }: { letter: Sample }) {
  const t = await getTranslations("board.preview");
  const language = { en: "English", nl: "Nederlands" }[letter.language];
  return (
    <details className="disclosure">
      <summary>
        <span>
          {t(letter.kind)} · <span lang={letter.language}>{language}</span>
        </span>
      </summary>
      <MailPreview mail={letter} words={await previewWords()} />
    </details>
  );
}

/** The letters as people get them, as text. */
export async function LetterPreview({ letters }: MailsData) {
  const t = await getTranslations("board.preview");
  return (
    <section className="settings section" aria-labelledby="preview">
      <div>
        <h2 id="preview">{t("title")}</h2>
        <p className="hint">{t("hint")}</p>
      </div>
      <div className="stack-8">
        {letters.map((letter) => (
          <OneLetter key={`${letter.kind} ${letter.language}`} letter={letter} />
        ))}
      </div>
    </section>
  );
}
