import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DoorPage } from "@/app/door-page";
import { CompanyLine } from "@/components/company-line";
import { DoorSteps } from "@/components/door-panel";
import type { SetUpCompany } from "@/lib/identity/set-up-company";

type Props = {
  company: SetUpCompany | null;
  current: 2 | 3;
  withCodes?: boolean;
  /** Beside a set-up that is not the first one: no steps of joining. */
  instead?: ReactNode;
  children: ReactNode;
};

/** The set-up beside the door: what is done, what is now, what comes. */
export async function Steps({ company, current, withCodes = true, instead, children }: Props) {
  const t = await getTranslations("welcome");
  const steps = [
    { title: t("steps.account"), sentence: company?.email ?? t("steps.accountDone") },
    { title: t("steps.secondStep"), sentence: t("steps.secondStepText") },
    ...(withCodes ? [{ title: t("steps.backupCodes"), sentence: t("steps.backupCodesText") }] : []),
  ];
  if (instead)
    return (
      <DoorPage wide accent={company?.accent} side={instead}>
        {children}
      </DoorPage>
    );
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
    <DoorPage
      wide
      accent={company?.accent}
      side={side}
      sideKind="steps"
      steps={{ current, total: steps.length }}
    >
      {children}
    </DoorPage>
  );
}
