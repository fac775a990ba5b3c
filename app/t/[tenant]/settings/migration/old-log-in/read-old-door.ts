import { countLockedOut, lockedOut } from "@/lib/migration/locked-out";
import { isOldSignInOpen } from "@/lib/migration/old-sign-in";
import { lastDayKept } from "@/lib/migration/set-old-sign-in";
import { firstOf, type SearchParams } from "@/lib/search-params";
import { doorOf } from "@/lib/sign-in/company";
import { ownTenant } from "@/lib/tenants/own";
import { dayNamed, lastDayOf } from "@/lib/time";
import { viewTenant } from "@/lib/web/view-tenant";

/** The old log-in of a company, and who still depends on it. */
export const readOldDoor = (slug: string, search: SearchParams) =>
  viewTenant(slug, "migration.view", async (tx) => {
    const tenant = await ownTenant(tx);
    const [kept, counts, page] = await Promise.all([
      lastDayKept(tx, tenant.timeZone),
      countLockedOut(tx),
      lockedOut(tx, firstOf(search.after)),
    ]);
    const { timeZone, oldSignInEndsAt, companyCode } = tenant;
    const isOpen = isOldSignInOpen(tenant);
    return {
      ...{ slug, timeZone, counts, page },
      endsAt: oldSignInEndsAt,
      isOpen,
      lastDay: isOpen ? oldSignInEndsAt && dayNamed(timeZone, lastDayOf(oldSignInEndsAt)) : kept,
      address: doorOf(companyCode),
      mayRun: tx.actor.permissions.has("migration.run"),
      now: new Date(),
      told: firstOf(search.told),
      asksToClose: firstOf(search.step) === "close",
    };
  });
export type OldDoorData = Awaited<ReturnType<typeof readOldDoor>>;
