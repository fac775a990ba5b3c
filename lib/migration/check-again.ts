import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { legacyImports } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { enqueueCheck } from "./enqueue-check";
import type { ListChoice } from "./lists";

/** A check that stopped goes on, in the name of who says so. */
export async function checkAgain(
  tx: TenantTx<"migration.run">,
  { importId }: z.output<typeof ListChoice>,
): Promise<void> {
  const [going] = await tx
    .update(legacyImports)
    .set({ state: "checking", madeBy: tx.actor.personId, finishedAt: null })
    .where(
      and(
        sql`tenant_id = app.tenant_id()`,
        eq(legacyImports.id, importId),
        eq(legacyImports.state, "failed"),
        sql`rows > 0`,
      ),
    )
    .returning({ id: legacyImports.id });
  if (!going) throw new Refusal("import_moved");
  await enqueueCheck(tx, tx.actor.tenantId, importId);
  record(tx, { action: "legacy.checked", subjectId: importId, details: { isResumed: true } });
}
