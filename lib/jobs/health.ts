import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";

/** Whether the database answers. */
export async function isHealthy(): Promise<boolean> {
  try {
    await withSystem("health", (tx) => tx.execute(sql`select 1`));
    return true;
  } catch (error) {
    console.error("health:", error);
    return false;
  }
}
