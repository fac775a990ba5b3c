import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { TenantTx } from "@/lib/access/doors";
import { refuseIfTooMany } from "@/lib/imports/daily-limit";
import { Refusal } from "@/lib/refusal";
import { type OwnTenant, ownTenant } from "@/lib/tenants/own";
import { endOfDayAfter } from "@/lib/time";

const sinceMidnight = ({ timeZone }: OwnTenant) => endOfDayAfter(-1, timeZone).toISOString();

// What the operator's command brought is the operator's own concern.
const brought = sql`join legacy_imports i on i.tenant_id = a.tenant_id and i.id = a.import_id and i.channel <> 'operator'`;

/** Rows of lists that people bring are stored whether they are moved or not: these end somewhere, as other lists do. */
export async function refuseIfTooManyBrought(tx: TenantTx, rows: number): Promise<void> {
  const tenant = await ownTenant(tx);
  const [row] = await tx.execute<{ taken: number }>(sql`
    select coalesce(sum(rows), 0)::int as taken from legacy_imports
    where tenant_id = app.tenant_id() and channel <> 'operator' and created_at >= ${sinceMidnight(tenant)}::timestamptz`);
  refuseIfTooMany(tenant, (row?.taken ?? 0) + rows);
}

type Planned = { isPlanned: boolean };

/** How many this wave would move now, and how many others moved today or are about to. */
async function movesOf(tx: Tx, tenant: OwnTenant, waveId: string) {
  const [since, id] = [sql`${sinceMidnight(tenant)}::timestamptz`, sql`${waveId}::uuid`];
  const [row] = await tx.execute<{ count: number; taken: number }>(sql`
    select (select count(*)::int from wave_accounts w
        join legacy_accounts a on a.tenant_id = w.tenant_id and a.id = w.account_id ${brought}
        where w.tenant_id = app.tenant_id() and w.wave_id = ${id} and w.state = 'todo' and w.standing = 'ready') as count,
      (select count(*)::int from waves v
        join wave_accounts w on w.tenant_id = v.tenant_id and w.wave_id = v.id
        join legacy_accounts a on a.tenant_id = w.tenant_id and a.id = w.account_id ${brought}
        where v.tenant_id = app.tenant_id()
          and (v.state in ('running', 'paused', 'rolling_back') or greatest(v.finished_at, v.rolled_back_at) >= ${since})
          and ((w.state = 'todo' and w.standing = 'ready' and v.state in ('running', 'paused') and v.id <> ${id}
              and v.stopped_why is distinct from 'waves_full')
            or (w.invitation_id is not null and w.done_at >= ${since}))) as taken`);
  return row ?? { count: 0, taken: 0 };
}

/** Why this wave has no room in its day, null when it has; one that is planned has its day for itself until it begins. */
export async function noRoomFor(
  tx: Tx,
  tenant: OwnTenant,
  waveId: string,
  { isPlanned }: Planned = { isPlanned: false },
): Promise<Refusal | null> {
  const { count, taken } = await movesOf(tx, tenant, waveId);
  const { importsPerDay: most, timeZone } = tenant;
  const [left, until] = [Math.max(0, most - (isPlanned ? 0 : taken)), endOfDayAfter(0, timeZone)];
  return count > left ? new Refusal("waves_full", { count, left, most, until, timeZone }) : null;
}

/**
 * A wave mails as many as a list, and the same again after it was taken back: no more of them in a day than of lists.
 * Asked whenever one begins or goes on.
 */
export async function refuseIfWavesAreFull(...wave: Parameters<typeof noRoomFor>): Promise<void> {
  const refusal = await noRoomFor(...wave);
  if (refusal) throw refusal;
}
