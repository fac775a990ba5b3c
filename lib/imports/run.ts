import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { imports } from "@/db/schema/imports";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import type { Begun } from "@/lib/access/actor";
import { enterTenant, lookUp, type SystemTx, withSystem, withTenantFor } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { isRefusal, type Refusal } from "@/lib/refusal";
import { enqueueImport } from "./start";
import { BATCH, takeBatch } from "./take-batch";

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
  if (!found) return null;
  const identityId = found.identityId ?? "00000000-0000-0000-0000-000000000000";
  return { tenant: found.tenant, identityId, requestId: `import ${job.importId}` };
}

/** Whoever began it may not do so any more: it stands still, and says why. */
const stop = (job: ImportJob, { code }: Refusal) =>
  withSystem("run import", async (tx: SystemTx) => {
    await enterTenant(tx, job.tenantId);
    const [stopped] = await tx
      .update(imports)
      .set({ state: "paused", stoppedWhy: code })
      .where(running(job))
      .returning({ id: imports.id });
    if (stopped)
      record(tx, { action: "import.paused", subjectId: job.importId, result: "refused", reason: code });
  });

async function goOn(job: ImportJob, most: number): Promise<boolean> {
  const begun = await begunBy(job);
  if (!begun) return false;
  return withTenantFor(begun, "people.invite", (tx) => takeBatch(tx, job.importId, most));
}

/** Batch after batch, each in a transaction of its own: a crash loses nothing, and the next run goes on. */
export async function runImport(payload: unknown, most = BATCH): Promise<void> {
  const job = ImportJob.parse(payload);
  try {
    while (await goOn(job, most));
  } catch (error) {
    if (!isRefusal(error) || error.code === "busy") throw error;
    await stop(job, error);
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
