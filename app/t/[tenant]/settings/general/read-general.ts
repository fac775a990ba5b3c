import { Refusal } from "@/lib/refusal";
import { doorOf } from "@/lib/sign-in/company";
import { companyOf, maySeeCompany, seenIn } from "@/lib/tenants/company";
import { ownTenant } from "@/lib/tenants/own";
import { viewOwnTenant } from "@/lib/web/view-tenant";

/** What the company says of itself, for everybody who sees anything of the settings. */
export const readGeneral = (slug: string) =>
  viewOwnTenant(slug, async (tx) => {
    const { permissions } = tx.actor;
    if (!maySeeCompany(permissions)) throw new Refusal("not_permitted");
    const tenant = await ownTenant(tx);
    const company = companyOf(tenant);
    return {
      company,
      seen: seenIn(company),
      code: tenant.companyCode,
      door: doorOf(tenant.companyCode),
      mayEdit: permissions.has("company.edit"),
    };
  });
export type GeneralData = Awaited<ReturnType<typeof readGeneral>>;
