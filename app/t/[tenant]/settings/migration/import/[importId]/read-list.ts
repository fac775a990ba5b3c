import { migrationCounts } from "@/lib/migration/counts";
import { listOf, progressOf, sumsOf } from "@/lib/migration/lists";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";

/** All that the page of one list shows, of one moment. */
export const readList = (tenant: string, importId: string) =>
  viewTenant(tenant, "migration.view", async (tx) => {
    const list = await listOf(tx, importId);
    return {
      slug: (await ownTenant(tx)).slug,
      list,
      sums: await sumsOf(tx, list),
      progress: await progressOf(tx, list),
      counts: await migrationCounts(tx),
      mayRun: tx.actor.permissions.has("migration.run"),
    };
  });
export type ListData = Awaited<ReturnType<typeof readList>>;
