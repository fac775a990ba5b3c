"use server";

import { changeCompany } from "@/lib/tenants/change-company";
import { CompanyDraft } from "@/lib/tenants/company-draft";
import { tenantAction } from "@/lib/web/tenant-action";

export const saveCompany = tenantAction({
  permission: "company.edit",
  input: CompanyDraft,
  run: changeCompany,
  done: () => ({ key: "company_saved" }),
});
