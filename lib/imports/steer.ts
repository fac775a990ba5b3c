import { eq, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { type ImportState, imports } from "@/db/schema/imports";
import type { TenantTx } from "@/lib/access/doors";
import type { Action } from "@/lib/events/actions";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { refuseIfListsAreFull } from "./daily-limit";
import { refuseIfListIsAbove } from "./refuse-if-above";
import { type Import, importOf } from "./rows";
import { enqueueImport, type ImportChoice } from "./start";

type InviteTx = TenantTx<"people.invite">;
type Choice = z.output<typeof ImportChoice>;

async function importIn(tx: InviteTx, importId: string, states: readonly ImportState[]): Promise<Import> {
  const of = await importOf(tx, importId);
  if (!states.includes(of.state)) throw new Refusal("import_moved");
  return of;
}

async function move(
  tx: InviteTx,
  { id: importId }: Import,
  values: PgUpdateSetSource<typeof imports>,
  action: Action,
): Promise<void> {
  await tx.update(imports).set(values).where(eq(imports.id, importId));
  record(tx, { action, subjectId: importId });
}

/** Stops after the batch in hand; what is stored stays on its way. */
export const pauseImport = async (tx: InviteTx, { importId }: Choice): Promise<void> =>
  move(tx, await importIn(tx, importId, ["running"]), { state: "paused", stoppedWhy: null }, "import.paused");

/** Goes on, in the name of who says so: with all that is left of it, or not at all. */
export async function resumeImport(tx: InviteTx, { importId }: Choice): Promise<void> {
  const of = await importIn(tx, importId, ["paused"]);
  await refuseIfListIsAbove(tx, of);
  await refuseIfListsAreFull(tx, await ownTenant(tx), of.ready - of.done);
  const values = { state: "running", startedBy: tx.actor.personId, stoppedWhy: null } as const;
  await move(tx, of, values, "import.resumed");
  await enqueueImport(tx, tx.actor.tenantId, importId);
}

/** Invites nobody more; who is invited already stays invited. */
export async function cancelImport(tx: InviteTx, { importId }: Choice): Promise<void> {
  const of = await importIn(tx, importId, ["review", "running", "paused"]);
  await refuseIfListIsAbove(tx, of);
  const values = { state: "cancelled", finishedAt: sql`clock_timestamp()` } as const;
  await move(tx, of, values, "import.cancelled");
}
