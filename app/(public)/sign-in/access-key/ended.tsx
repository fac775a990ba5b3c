import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { CompanyLine } from "@/components/company-line";
import { type DoorCompany, doorPath } from "@/lib/sign-in/company";

type Props = { company: DoorCompany };

/** The company has closed its old door: where to go instead. Nothing is said of anybody. */
export async function Ended({ company }: Props) {
  const t = await getTranslations("accessKey");
  const words = { tenant: company.name };
  return (
    <>
      <h1>{t("ended.title")}</h1>
      <CompanyLine name={company.name} accent={company.accent}>
        {t("code", { code: company.code })}
      </CompanyLine>
      <p>{t("ended.text", words)}</p>
      <ButtonLink href={doorPath(company.code)} look="primary" size="lg" block>
        {t("side.signIn")}
      </ButtonLink>
      <p>{t("ended.not", words)}</p>
    </>
  );
}
