import { eq, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { type ImportState, imports } from "@/db/schema/imports";
import type { TenantTx } from "@/lib/access/doors";
import type { Action } from "@/lib/events/actions";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { importOf } from "./rows";
import { enqueueImport, type ImportChoice } from "./start";

type InviteTx = TenantTx<"people.invite">;
type Choice = z.output<typeof ImportChoice>;

async function move(
  tx: InviteTx,
  importId: string,
  from: readonly ImportState[],
  values: PgUpdateSetSource<typeof imports>,
  action: Action,
): Promise<string> {
  const { state } = await importOf(tx, importId);
  if (!from.includes(state)) throw new Refusal("import_moved");
  await tx.update(imports).set(values).where(eq(imports.id, importId));
  record(tx, { action, subjectId: importId });
  return importId;
}

/** Stops after the batch in hand; what is stored stays on its way. */
export const pauseImport = (tx: InviteTx, { importId }: Choice) =>
  move(tx, importId, ["running"], { state: "paused", stoppedWhy: null }, "import.paused");

/** Goes on, in the name of who says so. */
export async function resumeImport(tx: InviteTx, { importId }: Choice): Promise<string> {
  const values = { state: "running", startedBy: tx.actor.personId, stoppedWhy: null } as const;
  await move(tx, importId, ["paused"], values, "import.resumed");
  await enqueueImport(tx, tx.actor.tenantId, importId);
  return importId;
}

/** Invites nobody more; who is invited already stays invited. */
export const cancelImport = (tx: InviteTx, { importId }: Choice) =>
  move(
    tx,
    importId,
    ["review", "running", "paused"],
    { state: "cancelled", finishedAt: sql`clock_timestamp()` },
    "import.cancelled",
  );
