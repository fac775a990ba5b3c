import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import type { Counts } from "@/lib/people/count";
import { countStanding, listStanding, type Stand } from "./standing";

/** In this order: what keeps most people out, first. */
export const troubles = ["bounced", "complained", "expired", "stopped", "late", "one_owner"] as const;
export type Trouble = (typeof troubles)[number];

export type Attention = {
  trouble: Trouble;
  count: number;
  isMore: boolean;
  /** The one it has lasted longest for. */
  longest: { name: string; since: Date } | null;
};

const WAITING_DAYS = 3;
export const STOPPED = { at: "second_step", days: WAITING_DAYS } as const;

type View = TenantTx<"people.view">;

async function standing(
  tx: View,
  trouble: Trouble,
  of: { at: Stand; days: number },
  now: Date,
): Promise<Attention> {
  const { count, isMore } = await countStanding(tx, of, now);
  const page = count > 0 ? await listStanding(tx, { ...of, after: null }, now) : null;
  return { trouble, count, isMore, longest: page?.people[0] ?? null };
}

async function expiredLongest(tx: View, now: Date) {
  const [row] = await tx.execute<{ name: string; since: string }>(sql`
    select name, expires_at as since from people where tenant_id = app.tenant_id() and stage = 'invited'
      and expires_at <= ${now.toISOString()}::timestamptz order by expires_at limit 1`);
  return row ? { name: row.name, since: new Date(row.since) } : null;
}

/** How many owners are in; more than one is all that matters. */
export async function ownersIn(tx: View): Promise<{ name: string }[]> {
  return tx.execute<{ name: string }>(sql`
    select pr.name from roles r join person_roles pr on pr.tenant_id = r.tenant_id and pr.role_id = r.id and pr.stage = 'active'
    where r.tenant_id = app.tenant_id() and r.built_in = 'owner' limit 2`);
}

const owners = (all: readonly { name: string }[]): Attention => ({
  trouble: "one_owner",
  count: all.length === 1 ? 1 : 0,
  isMore: false,
  longest: all[0] ? { name: all[0].name, since: new Date(0) } : null,
});

/** What somebody should do something about, the worst first. */
export async function needsAttention(
  tx: View,
  counts: Counts,
  ownersNow: readonly { name: string }[],
  now: Date,
): Promise<Attention[]> {
  const expired = { trouble: "expired", count: counts.expired, isMore: false, longest: null } as const;
  const all = await Promise.all([
    standing(tx, "bounced", { at: "bounced", days: 0 }, now),
    standing(tx, "complained", { at: "complained", days: 0 }, now),
    counts.expired > 0 ? { ...expired, longest: await expiredLongest(tx, now) } : expired,
    standing(tx, "stopped", STOPPED, now),
    standing(tx, "late", { at: "late", days: 0 }, now),
    owners(ownersNow),
  ]);
  return all.filter(({ count }) => count > 0);
}
