import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/** One job for each list, whatever the number of times it is asked for. */
export const enqueueCheck = (tx: Tx, tenantId: string, importId: string) =>
  tx.execute(
    sql`select app.enqueue('legacy_import', ${JSON.stringify({ tenantId, importId })}::json, clock_timestamp(), ${`legacy_import:${importId}`})`,
  );
