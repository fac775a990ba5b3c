import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Refusal } from "@/lib/refusal";
import type { OwnTenant } from "@/lib/tenants/own";
import { endOfDayAfter } from "@/lib/time";

/** So many times what may be invited in a day may be looked at: lists are mended and added again. */
const LOOKS = 10;

type Room = {
  most: number;
  /** How many more today. What is on its way counts, what was taken back before it left does not. */
  left: number;
  until: Date;
};

const sinceMidnight = ({ timeZone }: OwnTenant) => endOfDayAfter(-1, timeZone).toISOString();

/** How many people may still be invited from lists today, on the company's own clock. */
export async function roomToday(tx: Tx, tenant: OwnTenant): Promise<Room> {
  const since = sinceMidnight(tenant);
  const [row] = await tx.execute<{ taken: number }>(sql`
    select (select count(*) from imports i join import_rows r on r.tenant_id = i.tenant_id and r.import_id = i.id
        where i.tenant_id = app.tenant_id() and i.started_at is not null
          and (i.finished_at is null or i.finished_at >= ${since}::timestamptz)
          and r.done_at >= ${since}::timestamptz and r.invitation_id is not null and r.reason is null)::int
      + (select coalesce(sum(greatest(ready - done, 0)), 0) from imports
        where tenant_id = app.tenant_id() and state = 'running')::int as taken`);
  const most = tenant.importsPerDay;
  return { most, left: Math.max(0, most - (row?.taken ?? 0)), until: endOfDayAfter(0, tenant.timeZone) };
}

/** Told before anything begins: a list goes whole, or not today. */
export async function refuseIfListsAreFull(tx: Tx, tenant: OwnTenant, count: number): Promise<void> {
  const { most, left, until } = await roomToday(tx, tenant);
  const { timeZone } = tenant;
  if (count > left) throw new Refusal("lists_full", { count, left, most, until, timeZone });
}

/** So many rows in a day, of whatever kind of list. */
export function refuseIfTooMany({ importsPerDay, timeZone }: OwnTenant, rows: number): void {
  if (rows > importsPerDay * LOOKS)
    throw new Refusal("lists_looked_at", { until: endOfDayAfter(0, timeZone), timeZone });
}

/** Rows are stored for a look, whether they are sent or not: these too end somewhere. */
export async function refuseIfTooManyLooks(tx: Tx, tenant: OwnTenant, rows: number): Promise<void> {
  const [row] = await tx.execute<{ taken: number }>(sql`
    select coalesce(sum(rows), 0)::int as taken from imports
    where tenant_id = app.tenant_id() and created_at >= ${sinceMidnight(tenant)}::timestamptz`);
  refuseIfTooMany(tenant, (row?.taken ?? 0) + rows);
}
