import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { legacyImports } from "@/db/schema/legacy";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import { enterTenant, lookUp, type SystemTx, withSystem, withTenantFor } from "@/lib/access/doors";
import { everyPermission, type Permission } from "@/lib/access/permissions";
import { refuseWithout } from "@/lib/access/refuse-without";
import { record } from "@/lib/events/record";
import { inBatches } from "@/lib/jobs/in-batches";
import type { Refusal } from "@/lib/refusal";
import { BATCH, type CheckTx, checkBatch } from "./check-batch";
import { enqueueCheck } from "./enqueue-check";
import { isTaken, type KeptPart, nextPart } from "./kept-parts";
import { oldRowOf } from "./old-row";
import { storePart } from "./take-in";

const CheckJob = z.object({ tenantId: z.uuid(), importId: z.uuid() });
type CheckJob = z.output<typeof CheckJob>;

const checking = ({ tenantId, importId }: CheckJob) =>
  and(
    eq(legacyImports.tenantId, tenantId),
    eq(legacyImports.id, importId),
    eq(legacyImports.state, "checking"),
  );

/** Who brought the list, nobody for the operator's; null when there is nothing to check. */
async function broughtBy(job: CheckJob) {
  const [found] = await lookUp("import old accounts", (db) =>
    db
      .select({
        tenant: tenants.slug,
        madeBy: legacyImports.madeBy,
        identityId: people.identityId,
        source: legacyImports.source,
        said: legacyImports.said,
      })
      .from(legacyImports)
      .innerJoin(tenants, eq(tenants.id, legacyImports.tenantId))
      .leftJoin(people, and(eq(people.tenantId, legacyImports.tenantId), eq(people.id, legacyImports.madeBy)))
      .where(checking(job)),
  );
  return found ?? null;
}
type Brought = NonNullable<Awaited<ReturnType<typeof broughtBy>>>;

const end = (tx: Tx, job: CheckJob, state: "done" | "failed") =>
  tx.update(legacyImports).set({ state, finishedAt: sql`clock_timestamp()` }).where(checking(job));

async function isGoing(tx: CheckTx, job: CheckJob): Promise<boolean> {
  const [going] = await tx.select({ id: legacyImports.id }).from(legacyImports).where(checking(job));
  return going !== undefined;
}

/** Rows that waited for their columns, taken in before anything is judged; they are erased with it. */
async function takeInKept(
  tx: CheckTx,
  { importId }: CheckJob,
  { source, said }: Brought,
  { part, rows }: KeptPart,
): Promise<boolean> {
  if (!said) throw new Error("rows were kept of a list whose columns nobody has said");
  if (!(await isTaken(tx, importId, part))) return true;
  const own = part === 0 && said.hasNames ? rows.slice(1) : rows;
  const read = own.map((row) => oldRowOf(row, said.columns));
  await storePart(tx, { importId, source }, read);
  return true;
}

async function nextBatch(
  tx: CheckTx,
  held: ReadonlySet<Permission>,
  job: CheckJob,
  most: number,
): Promise<boolean> {
  const { importId } = job;
  const checked = await checkBatch(tx, held, sql`import_id = ${importId}::uuid`, { most, importId });
  if (checked === most) return true;
  await end(tx, job, "done");
  record(tx, { action: "legacy.checked", subjectId: importId, details: { isDone: true } });
  return false;
}

const operators = new Set(everyPermission);

async function goOn(job: CheckJob, most: number): Promise<boolean> {
  const by = await broughtBy(job);
  if (!by) return false;
  const kept = await nextPart(job.tenantId, job.importId);
  const next = async (tx: CheckTx, held: ReadonlySet<Permission>) => {
    if (!(await isGoing(tx, job))) return false;
    return kept ? takeInKept(tx, job, by, kept) : nextBatch(tx, held, job, most);
  };
  if (by.madeBy === null)
    return withSystem("import old accounts", async (tx) => {
      await enterTenant(tx, job.tenantId);
      return next(tx, operators);
    });
  const { tenant, identityId } = by;
  const begun = { tenant, identityId, requestId: `legacy import ${job.importId}` };
  return withTenantFor(begun, "people.invite", (tx) => {
    refuseWithout(tx, "migration.run");
    return next(tx, tx.actor.permissions);
  });
}

/** Whoever brought it may not do so any more: it stands still until somebody checks it in their own name. */
const stop = (job: CheckJob, { code }: Refusal) =>
  withSystem("import old accounts", async (tx: SystemTx) => {
    await enterTenant(tx, job.tenantId);
    await end(tx, job, "failed");
    record(tx, { action: "legacy.checked", subjectId: job.importId, result: "refused", reason: code });
  });

/** Takes in and judges a list to its end. */
export async function runCheck(payload: unknown, most = BATCH): Promise<void> {
  const job = CheckJob.parse(payload);
  await inBatches(
    () => goOn(job, most),
    (refusal) => stop(job, refusal),
  );
}

/** Checks whose job was lost with its process go on; a list that was cut off while it was read is said to have failed. */
export async function takeUpChecks(tx: SystemTx): Promise<void> {
  await tx.execute(sql`
    update legacy_imports set state = 'failed', finished_at = clock_timestamp()
    where state = 'reading' and created_at < now() - interval '1 hour'`);
  const rows = await tx
    .select({ tenantId: legacyImports.tenantId, importId: legacyImports.id })
    .from(legacyImports)
    .where(eq(legacyImports.state, "checking"));
  for (const { tenantId, importId } of rows) await enqueueCheck(tx, tenantId, importId);
}
