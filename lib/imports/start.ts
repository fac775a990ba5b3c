import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { imports } from "@/db/schema/imports";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/enqueue";
import { Refusal } from "@/lib/refusal";
import { judgeAnew } from "./change";
import { refuseIfListsAreFull } from "./daily-limit";
import { readyIn } from "./ready-in";
import { importInReview } from "./rows";

type InviteTx = TenantTx<"people.invite">;

export const ImportChoice = z.strictObject({ importId: z.uuid("not_found") });

export const ImportStart = z.strictObject({
  importId: z.uuid("not_found"),
  /** Set by the second look at roles with power over others. */
  reviewed: z.literal("yes").optional(),
});

/** One job for each import, whatever the number of times it is asked for. */
export const enqueueImport = (tx: Tx, tenantId: string, importId: string) =>
  enqueue(tx, "import", { tenantId, importId }, importId);

/** The one step after which mails leave: a job takes it from here, in the name of who began it. */
export async function startImport(tx: InviteTx, input: z.output<typeof ImportStart>): Promise<void> {
  const { importId, reviewed } = input;
  const { roleIds } = await importInReview(tx, importId);
  // What was true when it was looked at may not be any more.
  const facts = await judgeAnew(tx, importId, roleIds);
  const { ready, elevated } = await readyIn(tx, importId, facts);
  if (ready === 0) throw new Refusal("import_nobody_ready");
  await refuseIfListsAreFull(tx, facts.tenant, ready);
  if (elevated.length > 0 && reviewed !== "yes")
    throw new Refusal("review_many_powers", { count: elevated.length });
  await tx
    .update(imports)
    .set({ state: "running", ready, startedAt: sql`clock_timestamp()`, startedBy: tx.actor.personId })
    .where(eq(imports.id, importId));
  await enqueueImport(tx, tx.actor.tenantId, importId);
  record(tx, { action: "import.started", subjectId: importId, details: { ready } });
}
