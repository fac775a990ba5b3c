import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DoorPage } from "@/app/door-page";
import { CompanyLine } from "@/components/company-line";
import { DoorSteps } from "@/components/door-panel";
import type { SetUpCompany } from "@/lib/identity/set-up-company";

type Props = { company: SetUpCompany | null; current: 2 | 3; children: ReactNode };

/** The set-up beside the door: what is done, what is now, what comes. */
export async function Steps({ company, current, children }: Props) {
  const t = await getTranslations("welcome");
  const steps = [
    { title: t("steps.account"), sentence: company?.email ?? t("steps.accountDone") },
    { title: t("steps.secondStep"), sentence: t("steps.secondStepText") },
    { title: t("steps.backupCodes"), sentence: t("steps.backupCodesText") },
  ];
  const side = (
    <>
      {company && (
        <CompanyLine name={company.name} accent={company.accent}>
          {company.person}
        </CompanyLine>
      )}
      <DoorSteps label={t("steps.label")} steps={steps} current={current} passed={t("steps.passed")} />
      <p>{t("steps.resume")}</p>
    </>
  );
  return (
    <DoorPage wide accent={company?.accent} side={side} sideKind="steps" steps={{ current, total: 3 }}>
      {children}
    </DoorPage>
  );
}
