import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { paste } from "@/app/(public)/invitation/[ref]/actions";
import { Form } from "@/components/form";
import { TextAreaField } from "@/components/text-area-field";

/** The page without its link: another browser, blocked cookies, or more than an hour ago. */
export async function Elsewhere({ again }: { again: "/forgot" | "/request-key" }) {
  const t = await getTranslations("reset");
  return (
    <>
      <Form
        action={paste}
        submit={t("elsewhere.submit")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={
          <>
            <h1>{t("elsewhere.title")}</h1>
            <p>{t("elsewhere.text")}</p>
          </>
        }
      >
        <TextAreaField name="link" label={t("elsewhere.label")} hint={t("elsewhere.hint")} rows={3} />
      </Form>
      <p className="door-after">
        <Link href={again} prefetch={false}>
          {t("elsewhere.again")}
        </Link>
      </p>
    </>
  );
}
