import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CodeField } from "@/components/code-field";
import { Form } from "@/components/form";
import { PasswordField } from "@/components/password-field";
import type { Asked } from "@/lib/sign-in/open-security";
import { open } from "./actions";

/** Nothing is shown before this: whoever finds an open screen sees no more than this form. */
export async function Opening({ asked }: { asked: Asked }) {
  const t = await getTranslations("account.open");
  return (
    <>
      <Form
        action={open}
        submit={t("submit")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={
          <div className="stack-8">
            <div className="page-head">
              <h1>{t("title")}</h1>
            </div>
            <p className="muted">{t("text")}</p>
          </div>
        }
      >
        {asked.password && <PasswordField label={t("password")} autoComplete="current-password" autoFocus />}
        {asked.code && <CodeField label={t("code")} autoFocus={!asked.password} />}
      </Form>
      <p className="after-form">
        {t("lost")} <Link href="/help#lost">{t("lostLink")}</Link>
      </p>
    </>
  );
}
