import { countLockedOut, lockedOut } from "@/lib/migration/locked-out";
import { isOldSignInOpen } from "@/lib/migration/old-sign-in";
import { lastDayKept } from "@/lib/migration/set-old-sign-in";
import { doorOf } from "@/lib/sign-in/company";
import { ownTenant } from "@/lib/tenants/own";
import { dayNamed, lastDayOf } from "@/lib/time";
import { viewTenant } from "@/lib/web/view-tenant";

const one = (value: string | string[] | undefined) => (typeof value === "string" ? value : undefined);

/** The old log-in of a company, and who still depends on it. */
export const readOldDoor = (slug: string, search: Record<string, string | string[] | undefined>) =>
  viewTenant(slug, "migration.view", async (tx) => {
    const tenant = await ownTenant(tx);
    const [kept, counts, page] = await Promise.all([
      lastDayKept(tx, tenant.timeZone),
      countLockedOut(tx),
      lockedOut(tx, one(search.after)),
    ]);
    const { name, timeZone, oldSignInEndsAt, companyCode } = tenant;
    const isOpen = isOldSignInOpen(tenant);
    return {
      ...{ slug, name, timeZone, counts, page },
      endsAt: oldSignInEndsAt,
      isOpen,
      lastDay: isOpen ? oldSignInEndsAt && dayNamed(timeZone, lastDayOf(oldSignInEndsAt)) : kept,
      address: doorOf(companyCode),
      mayRun: tx.actor.permissions.has("migration.run"),
      now: new Date(),
      told: one(search.told),
      asksToClose: one(search.step) === "close",
    };
  });
export type OldDoorData = Awaited<ReturnType<typeof readOldDoor>>;

export const oldDoorPath = (slug: string) => `/t/${slug}/settings/migration/old-log-in`;
