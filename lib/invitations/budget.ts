import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Refusal } from "@/lib/refusal";
import type { OwnTenant } from "@/lib/tenants/own";
import { endOfDayAfter } from "@/lib/time";

/** Invitations by hand, resends included, are limited per tenant and day of the tenant's clock. */
export async function refuseIfDayIsFull(tx: Tx, tenant: OwnTenant): Promise<void> {
  const startsAt = endOfDayAfter(-1, tenant.timeZone);
  const [row] = await tx.execute<{ sent: number }>(
    sql`select count(*)::int as sent from messages where tenant_id = app.tenant_id() and kind in ('invitation', 'join')
      and created_at >= ${startsAt.toISOString()}::timestamptz`,
  );
  if ((row?.sent ?? 0) >= tenant.invitesPerDay)
    throw new Refusal("daily_limit", {
      most: tenant.invitesPerDay,
      until: endOfDayAfter(0, tenant.timeZone),
    });
}
