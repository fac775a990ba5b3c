import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { countTry, type Limit } from "@/lib/identity/limits";
import { Refusal } from "@/lib/refusal";
import type { OwnTenant } from "@/lib/tenants/own";
import { endOfDayAfter } from "@/lib/time";
import { showInvitation } from "./link-state";

/** Invitations by hand, resends included, are limited per tenant and day of its clock. A list has a limit of its own. */
export async function refuseIfDayIsFull(tx: Tx, tenant: OwnTenant): Promise<void> {
  const since = endOfDayAfter(-1, tenant.timeZone).toISOString();
  const [row] = await tx.execute<{ sent: number }>(
    sql`select (select count(*) from messages where tenant_id = app.tenant_id() and kind in ('invitation', 'join')
        and created_at >= ${since}::timestamptz)::int
      - (select count(r.invitation_id) from imports i join import_rows r on r.tenant_id = i.tenant_id and r.import_id = i.id
        where i.tenant_id = app.tenant_id() and i.started_at is not null and r.done_at >= ${since}::timestamptz)::int as sent`,
  );
  if ((row?.sent ?? 0) >= tenant.invitesPerDay)
    throw new Refusal("daily_limit", {
      most: tenant.invitesPerDay,
      until: endOfDayAfter(0, tenant.timeZone),
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
