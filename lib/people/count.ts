import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
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

/** All people with one of these statuses; with none named, everybody. */
export const sumOf = (counts: Counts, wanted: readonly Status[]) =>
  (wanted.length > 0 ? wanted : statuses).reduce((sum, status) => sum + counts[status], 0);
