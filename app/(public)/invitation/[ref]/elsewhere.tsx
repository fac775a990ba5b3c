import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PasteLink } from "@/app/(public)/paste-link";

/** Opened in another browser, with blocked cookies, or a link that was cut in two. */
export async function Elsewhere({ known }: { known: boolean }) {
  const t = await getTranslations("invitation");
  const key = known ? "elsewhere" : "damaged";
  const words = {
    title: t(`${key}.title`),
    text: t(`${key}.text`),
    label: t("paste.label"),
    hint: t("paste.hint"),
    submit: t("paste.submit"),
    errorTitle: t("errorTitle"),
  };
  return (
    <PasteLink words={words}>
      <p>
        <Link href="/help#mail" prefetch={false}>
          {t("paste.help")}
        </Link>
      </p>
    </PasteLink>
  );
}
