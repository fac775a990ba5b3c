import type { Tx } from "@/db/client";
import { enqueue } from "@/lib/jobs/enqueue";

/** One job for each list, whatever the number of times it is asked for. */
export const enqueueCheck = (tx: Tx, tenantId: string, importId: string) =>
  enqueue(tx, "legacy_import", { tenantId, importId }, importId);
