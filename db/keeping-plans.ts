import { sql } from "drizzle-orm";
import type { Tx } from "./client";

const planning = (tx: Tx, mode: "force_generic_plan" | "force_custom_plan") =>
  tx.execute(sql`select set_config('plan_cache_mode', ${mode}, true),
    set_config('enable_seqscan', ${mode === "force_generic_plan" ? "off" : "on"}, true)`);

/**
 * For storing many rows: each foreign key and each trigger of a row would be planned for that row alone, which takes
 * longer than storing it. Not for what reads a tenant: a plan kept from a small one would read a large one whole.
 */
export async function keepingPlans<T>(tx: Tx, store: () => Promise<T>): Promise<T> {
  await planning(tx, "force_generic_plan");
  const stored = await store();
  await planning(tx, "force_custom_plan");
  return stored;
}
