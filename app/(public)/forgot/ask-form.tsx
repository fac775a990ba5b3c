import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Form, type FormAction } from "@/components/form";
import type { AskedHere } from "@/lib/web/asked";
import { CompanyCodeField, UserNameField } from "../name-fields";

type Props = {
  action: FormAction;
  title: string;
  lead: string;
  submit: string;
  name: string;
  company: string;
};

/** Who is meant: an address, or a user name with the code of its company. */
export async function AskForm({ action, title, lead, submit, name, company }: Props) {
  const t = await getTranslations("forgot");
  return (
    <>
      <Form
        action={action}
        submit={submit}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={
          <>
            <h1>{title}</h1>
            <p className="muted door-lead">{lead}</p>
          </>
        }
      >
        <UserNameField label={t("name")} defaultValue={name} />
        <details className="disclosure" open={company !== ""}>
          <summary>{t("withUserName")}</summary>
          <CompanyCodeField label={t("company")} hint={t("companyHint")} defaultValue={company} />
        </details>
      </Form>
      <p className="door-after">
        <Link href="/sign-in" prefetch={false}>
          {t("back")}
        </Link>
      </p>
    </>
  );
}

type Search = { company?: string | string[] };

/** What the fields begin with: what was asked here before, or what the link says. */
export const beginningOf = (asked: AskedHere | null, { company }: Search) => ({
  name: asked?.name ?? "",
  company: typeof company === "string" ? company.slice(0, 64) : (asked?.company ?? ""),
});
