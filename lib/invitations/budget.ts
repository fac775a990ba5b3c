import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { countTry, type Limit } from "@/lib/identity/limits";
import { Refusal } from "@/lib/refusal";
import type { OwnTenant } from "@/lib/tenants/own";
import { endOfDayAfter } from "@/lib/time";
import { showInvitation } from "./link-state";

/** Invitations by hand, resends included, are limited per tenant and day of its clock. A list and a wave have limits of their own. */
export async function refuseIfDayIsFull(tx: Tx, tenant: OwnTenant): Promise<void> {
  const since = endOfDayAfter(-1, tenant.timeZone).toISOString();
  const [row] = await tx.execute<{ sent: number }>(sql`
    select count(*)::int as sent from messages
    where tenant_id = app.tenant_id() and by_hand and created_at >= ${since}::timestamptz`);
  if ((row?.sent ?? 0) >= tenant.invitesPerDay)
    throw new Refusal("daily_limit", {
      most: tenant.invitesPerDay,
      until: endOfDayAfter(0, tenant.timeZone),
      timeZone: tenant.timeZone,
    });
}

const again: readonly Limit[] = [
  { name: "invitation again for", most: 3, seconds: 3600 },
  { name: "invitation again for", most: 8, seconds: 86_400 },
];

/** A mailbox and an inviter are written to only so often, from however many addresses it is asked. */
export async function refuseIfSentTooOften(secret: string): Promise<void> {
  const shown = await showInvitation(secret);
  if (!shown) return;
  for (const limit of again) {
    const until = await countTry(limit, shown.invitationId);
    if (until) throw new Refusal("too_many", { until });
  }
}
