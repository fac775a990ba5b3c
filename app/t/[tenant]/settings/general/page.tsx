import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { TenantForm } from "@/components/tenant-form";
import { saveCompany } from "./actions";
import { CompanyCode } from "./company-code";
import { CompanyFacts } from "./company-facts";
import { CompanyFields } from "./company-fields";
import { type GeneralData, readGeneral } from "./read-general";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("general"))("title") };
}

async function CompanyForm({ company, seen }: GeneralData) {
  const t = await getTranslations("general");
  return (
    <TenantForm action={saveCompany} hidden={{ seen }} submit={t("save")}>
      <CompanyFields company={company} />
    </TenantForm>
  );
}

async function ReadOnly({ company }: GeneralData) {
  const t = await getTranslations("general");
  return (
    <>
      <Callout icon="lock">
        <p>{t("readOnly", { tenant: company.name })}</p>
      </Callout>
      <CompanyFacts company={company} />
    </>
  );
}

/** What a company says of itself: name, look, whom to ask, and where its people go on to. */
export default async function GeneralPage({ params }: PageProps<"/t/[tenant]/settings/general">) {
  const data = await readGeneral((await params).tenant);
  const t = await getTranslations("general");
  return (
    <>
      <div className="page-head">
        <h1>{t("title")}</h1>
      </div>
      <p className="muted">{t("lead", { tenant: data.company.name })}</p>
      <div style={{ marginTop: 16 }}>
        {data.mayEdit ? <CompanyForm {...data} /> : <ReadOnly {...data} />}
        <CompanyCode {...data} />
      </div>
    </>
  );
}
