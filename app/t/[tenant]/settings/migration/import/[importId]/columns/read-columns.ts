import { refuseWithout } from "@/lib/access/refuse-without";
import { listOf } from "@/lib/migration/lists";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";

/** The list whose columns are asked, for who may move people. */
export const readColumns = (tenant: string, importId: string) =>
  viewTenant(tenant, "migration.view", async (tx) => {
    refuseWithout(tx, "migration.run");
    return { slug: (await ownTenant(tx)).slug, list: await listOf(tx, importId) };
  });
