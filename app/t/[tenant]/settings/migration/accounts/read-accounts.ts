import { accountQueryOf } from "@/lib/migration/account-query";
import { migrationCounts } from "@/lib/migration/counts";
import { lastLeftTogether } from "@/lib/migration/leave-out-together";
import { countAccounts, listAccounts } from "@/lib/migration/list-accounts";
import type { SearchParams } from "@/lib/search-params";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";

/** One page of the old accounts, and the numbers above it, of one moment. */
export const readAccounts = (tenant: string, params: SearchParams) =>
  viewTenant(tenant, "migration.view", async (tx) => {
    const query = accountQueryOf(params);
    const { slug, timeZone } = await ownTenant(tx);
    return {
      query,
      tenant: { slug, timeZone },
      now: new Date(),
      counts: await migrationCounts(tx),
      count: await countAccounts(tx, query),
      page: await listAccounts(tx, query),
      together: query.standing === "left_out" ? await lastLeftTogether(tx) : null,
      mayRun: tx.actor.permissions.has("migration.run"),
    };
  });
export type AccountsData = Awaited<ReturnType<typeof readAccounts>>;
