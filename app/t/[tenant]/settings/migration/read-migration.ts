import { migrationCounts, officeCounts } from "@/lib/migration/counts";
import { recentLists } from "@/lib/migration/lists";
import { openWaves } from "@/lib/migration/wave-page";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";

/** All that the overview of the migration shows, of one moment. */
export const readMigration = (tenant: string) =>
  viewTenant(tenant, "migration.view", async (tx) => {
    const [newest] = await recentLists(tx, 1);
    return {
      slug: (await ownTenant(tx)).slug,
      counts: await migrationCounts(tx),
      offices: await officeCounts(tx),
      newest: newest ?? null,
      open: await openWaves(tx),
      mayRun: tx.actor.permissions.has("migration.run"),
    };
  });
export type MigrationData = Awaited<ReturnType<typeof readMigration>>;
