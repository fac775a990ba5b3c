import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { type DoorCompany, doorOf } from "@/lib/sign-in/company";

/** What somebody should have at hand before the first sign-in. */
export async function BeforeYouStart({ company }: { company: DoorCompany }) {
  const t = await getTranslations("signIn.before");
  const bold = { b: (text: ReactNode) => <b>{text}</b> };
  const isEmail = company.policy.userName === "equals_email";
  return (
    <details className="disclosure before">
      <summary>{t("title")}</summary>
      <ul className="prose">
        <li>{t.rich("address", { ...bold, address: doorOf(company.code) })}</li>
        <li>{t.rich(isEmail ? "userNameIsEmail" : "userName", bold)}</li>
        <li>{t.rich("generator", bold)}</li>
        <li>{t.rich("password", bold)}</li>
      </ul>
    </details>
  );
}
