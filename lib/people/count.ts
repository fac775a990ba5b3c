import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { ListQuery } from "./list-query";
import { type Status, statuses } from "./status";

export type Counts = Record<Status, number>;

type Row = { stage: string; people: number };

/** How many people stand where. Expired is no stage: its index counts it, and Invited goes without. */
export async function countPeople(tx: Tx, now: Date): Promise<Counts> {
  const rows = await tx.execute<Row>(
    sql`select stage, people from app.standing_people(${now.toISOString()}::timestamptz)`,
  );
  const of = (stage: string) => rows.find((row) => row.stage === stage)?.people ?? 0;
  const counts = Object.fromEntries(statuses.map((status) => [status, of(status)])) as Counts;
  return { ...counts, invited: counts.invited - counts.expired };
}

/** On the way in, or in: the others are in the list too, and counted apart. */
export const insideOf = (counts: Counts) =>
  counts.active + counts.started + counts.invited + counts.expired + counts.bounced;

/** The same number from the kept counts alone: for a frame, nobody need be looked at for their date. */
export async function countInside(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ people: number }>(sql`
    select coalesce(sum(people), 0)::int as people from people_counts
    where tenant_id = app.tenant_id() and stage in ('active', 'started', 'invited', 'bounced')`);
  return row?.people ?? 0;
}

/** All people with one of these statuses; with none named, everybody. */
export const sumOf = (counts: Counts, wanted: readonly Status[]) =>
  (wanted.length > 0 ? wanted : statuses).reduce((sum, status) => sum + counts[status], 0);

/** How many people with a role are at which stage; Expired is no stage, and counted with Invited. */
export type RoleCounts = ReadonlyMap<string, Partial<Record<string, number>>>;

export async function countRoles(tx: Tx): Promise<RoleCounts> {
  const rows = await tx.execute<Row & { role_id: string }>(
    sql`select role_id, stage, people from role_counts where tenant_id = app.tenant_id() and people <> 0`,
  );
  const counts = new Map<string, Record<string, number>>();
  for (const { role_id: role, stage, people } of rows)
    counts.set(role, { ...counts.get(role), [stage]: people });
  return counts;
}

/** All holders of a role with one of these statuses; null where only counting itself could tell. */
export function holdersIn(counts: RoleCounts, role: string, wanted: readonly Status[]): number | null {
  if (wanted.includes("invited") !== wanted.includes("expired")) return null;
  const of = counts.get(role) ?? {};
  return (wanted.length > 0 ? wanted : statuses).reduce((sum, status) => sum + (of[status] ?? 0), 0);
}

export type Kept = { counts: Counts; roleCounts: RoleCounts };

/** How many match, where the counts that are kept say it. */
export function keptTotal({ q, role, secondStep, invitedBy, status }: ListQuery, kept: Kept): number | null {
  if (q !== "" || secondStep !== null || invitedBy !== null) return null;
  return role ? holdersIn(kept.roleCounts, role, status) : sumOf(kept.counts, status);
}
