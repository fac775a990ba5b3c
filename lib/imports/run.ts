import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { imports } from "@/db/schema/imports";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import type { Begun } from "@/lib/access/actor";
import { enterTenant, lookUp, type SystemTx, withSystem, withTenantFor } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { isRefusal, type RefusalCode } from "@/lib/refusal";
import { endingOf } from "./ending";
import { enqueueImport } from "./start";
import { BATCH, takeBatch } from "./take-batch";
import { tellEnding } from "./tell-ending";

const ImportJob = z.object({ tenantId: z.uuid(), importId: z.uuid() });
type ImportJob = z.output<typeof ImportJob>;

const running = ({ tenantId, importId }: ImportJob) =>
  and(eq(imports.tenantId, tenantId), eq(imports.id, importId), eq(imports.state, "running"));

/** Who began it; null when it does not run any more. */
async function begunBy(job: ImportJob): Promise<Begun | null> {
  const [found] = await lookUp("run import", (db) =>
    db
      .select({ tenant: tenants.slug, identityId: people.identityId })
      .from(imports)
      .innerJoin(tenants, eq(tenants.id, imports.tenantId))
      .innerJoin(people, and(eq(people.tenantId, imports.tenantId), eq(people.id, imports.startedBy)))
      .where(running(job)),
  );
  return found ? { ...found, requestId: `import ${job.importId}` } : null;
}

const TROUBLE = "trouble";

/** Whoever began it may not do so any more, or it fails again and again: it stands still, and says why. */
const stop = (job: ImportJob, reason: RefusalCode | typeof TROUBLE) =>
  withSystem("run import", async (tx: SystemTx) => {
    await enterTenant(tx, job.tenantId);
    const [stopped] = await tx
      .update(imports)
      .set({ state: "paused", stoppedWhy: reason })
      .where(running(job))
      .returning();
    if (!stopped) return;
    const isTrouble = reason === TROUBLE;
    await tellEnding(tx, stopped, isTrouble ? "trouble" : "rights", await endingOf(tx, stopped.id));
    const result = isTrouble ? "failed" : "refused";
    record(tx, { action: "import.paused", subjectId: job.importId, result, reason });
  });

async function goOn(job: ImportJob, most: number): Promise<boolean> {
  const begun = await begunBy(job);
  if (!begun) return false;
  return withTenantFor(begun, "people.invite", (tx) => takeBatch(tx, job.importId, most));
}

/** A fault is tried again as a job, each time later: after about a minute and a half it is more than a hiccup. */
const MOST_TRIES = 5;

const isBusy = (error: unknown) => isRefusal(error) && error.code === "busy";

/** Why it has to stand still; null when the next try may go well. */
function reasonToStop(error: unknown, tries: number) {
  if (isBusy(error)) return null;
  if (isRefusal(error)) return error.code;
  return tries >= MOST_TRIES ? TROUBLE : null;
}

/** Batch after batch, each in a transaction of its own: a crash loses nothing, and the next run goes on. */
export async function runImport(payload: unknown, { most = BATCH, tries = 1 } = {}): Promise<void> {
  const job = ImportJob.parse(payload);
  try {
    while (await goOn(job, most));
  } catch (error) {
    const reason = reasonToStop(error, tries);
    if (!reason) throw error;
    if (reason === TROUBLE) console.error(`import ${job.importId}:`, error);
    await stop(job, reason);
  }
}

/** Imports whose job was lost with its process go on. */
export async function takeUpImports(tx: SystemTx): Promise<void> {
  const rows = await tx
    .select({ tenantId: imports.tenantId, importId: imports.id })
    .from(imports)
    .where(sql`state = 'running'`);
  for (const { tenantId, importId } of rows) await enqueueImport(tx, tenantId, importId);
}
