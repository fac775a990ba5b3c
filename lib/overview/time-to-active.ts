import { sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import type { TenantTx } from "@/lib/access/doors";

const DAYS = 30;
const MOST = 500;

/** Minutes from the offer to being in, of the newest arrivals of thirty days, the quickest first. */
export type TimeToActive = { minutes: number[]; median: number | null; isCut: boolean };

const medianOf = (sorted: readonly number[]): number | null => {
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
};

export async function readTimeToActive(tx: TenantTx<"people.view">, now: Date): Promise<TimeToActive> {
  const rows = await tx.execute<{ minutes: number }>(sql`
    select extract(epoch from active_at - invited_at)::float8 / 60 as minutes from (
      select active_at, invited_at from people
      where tenant_id = app.tenant_id() and active_at > ${now.toISOString()}::timestamptz - make_interval(days => ${DAYS})
      order by active_at desc ${atMost(MOST + 1)}) newest
    where invited_at is not null`);
  const minutes = rows
    .slice(0, MOST)
    .map((row) => Math.max(0, row.minutes))
    .sort((a, b) => a - b);
  return { minutes, median: medianOf(minutes), isCut: rows.length > MOST };
}
