import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PasteLink } from "@/app/(public)/paste-link";

/** Opened in another browser, with blocked cookies, or more than an hour ago. */
export async function Elsewhere({ again }: { again: "/forgot" | "/request-key" }) {
  const t = await getTranslations("reset");
  const words = {
    title: t("elsewhere.title"),
    text: t("elsewhere.text"),
    label: t("elsewhere.label"),
    hint: t("elsewhere.hint"),
    submit: t("elsewhere.submit"),
    errorTitle: t("errorTitle"),
  };
  return (
    <PasteLink words={words}>
      <p className="door-after">
        <Link href={again} prefetch={false}>
          {t("elsewhere.again")}
        </Link>
      </p>
    </PasteLink>
  );
}
