import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import { type Counts, insideOf } from "@/lib/people/count";
import { type Gate, gates } from "@/lib/people/status";

/** Where somebody on the way in can stand: before a gate, or with a mail that came back. */
export const places = ["sent", "bounced", "delivered", "opened", "account", "second_step", "active"] as const;
export type Place = (typeof places)[number];
export type Waiting = Record<Place, number>;

/** Who stands before each gate; who bounced stands before Delivered. */
const before: Record<Gate, readonly Place[]> = {
  sent: ["sent"],
  delivered: ["bounced", "delivered"],
  opened: ["opened"],
  account: ["account"],
  secondStep: ["second_step"],
  active: ["active"],
};

export type Bar = { gate: Gate; passed: number; stopped: { place: Place; count: number }[] };
export type Funnel = { total: number; waiting: Waiting; bars: Bar[] };

/** How many wait where, as triggers keep it: one small read at any size. */
async function waitingPeople(tx: TenantTx<"people.view">): Promise<Waiting> {
  const rows = await tx.execute<{ gate: string; people: number }>(
    sql`select gate, people from gate_counts where tenant_id = app.tenant_id()`,
  );
  const of = (place: Place) => rows.find(({ gate }) => gate === place)?.people ?? 0;
  return Object.fromEntries(places.map((place) => [place, of(place)])) as Waiting;
}

/** From everybody offered a place to who is in: at each gate who passed, and who stands before it. */
export async function readFunnel(tx: TenantTx<"people.view">, counts: Counts): Promise<Funnel> {
  const waiting = await waitingPeople(tx);
  const total = insideOf(counts);
  let passed = total;
  const bars = gates.map((gate) => {
    const stopped = before[gate]
      .map((place) => ({ place, count: waiting[place] }))
      .filter(({ count }) => count > 0);
    passed -= stopped.reduce((sum, { count }) => sum + count, 0);
    return { gate, passed, stopped };
  });
  return { total, waiting, bars };
}
