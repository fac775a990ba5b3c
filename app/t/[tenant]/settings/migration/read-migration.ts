import { migrationCounts, officeCounts } from "@/lib/migration/counts";
import { type OldListRow, recentLists } from "@/lib/migration/lists";
import { openWaves } from "@/lib/migration/wave-page";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";

const NEWEST = 10;

/** All that the overview of the migration shows, of one moment. */
export const readMigration = (tenant: string) =>
  viewTenant(tenant, "migration.view", async (tx) => {
    const lists = await recentLists(tx, NEWEST);
    const listIn = (state: OldListRow["state"]) => lists.find((list) => list.state === state);
    return {
      slug: (await ownTenant(tx)).slug,
      counts: await migrationCounts(tx),
      offices: await officeCounts(tx),
      checked: listIn("checking") ?? lists[0] ?? null,
      asking: listIn("asking") ?? null,
      open: await openWaves(tx),
      mayRun: tx.actor.permissions.has("migration.run"),
    };
  });
export type MigrationData = Awaited<ReturnType<typeof readMigration>>;
