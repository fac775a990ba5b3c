import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Form } from "@/components/form";
import { TextAreaField } from "@/components/text-area-field";
import { paste } from "./actions";

/** The page without its link: another browser, blocked cookies, or a link that was cut in two. */
export async function Elsewhere({ known }: { known: boolean }) {
  const t = await getTranslations("invitation");
  const key = known ? "elsewhere" : "damaged";
  return (
    <>
      <Form
        action={paste}
        submit={t("paste.submit")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={
          <>
            <h1>{t(`${key}.title`)}</h1>
            <p>{t(`${key}.text`)}</p>
          </>
        }
      >
        <TextAreaField name="link" label={t("paste.label")} hint={t("paste.hint")} rows={3} />
      </Form>
      <p>
        <Link href="/help#mail">{t("paste.help")}</Link>
      </p>
    </>
  );
}
