import { and, asc, eq, sql } from "drizzle-orm";
import { legacyImports, legacyParts } from "@/db/schema/legacy";
import { lookUp, type SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { seal, unseal } from "@/lib/secrets";
import type { CheckTx } from "./check-batch";
import type { Cells } from "./read-old-list";
import { countRows } from "./take-in";

const boundTo = (importId: string, part: number) => `legacy list ${importId} part ${part}`;

/** Keeps some rows of a list as they are, sealed, until somebody has said which column says what. */
export async function keepPart(
  tx: CheckTx,
  { importId, part }: { importId: string; part: number },
  rows: readonly Cells[],
): Promise<void> {
  const sealed = seal(JSON.stringify(rows), boundTo(importId, part));
  await tx.insert(legacyParts).values({ importId, part, rows: rows.length, sealed });
  await countRows(tx, importId, rows.length);
  record(tx, { action: "legacy.imported", subjectId: importId, details: { rows: rows.length } });
}

const partsOf = (importId: string) =>
  and(sql`legacy_parts.tenant_id = app.tenant_id()`, eq(legacyParts.importId, importId));

/** Nothing of a list that was only kept is left. */
export async function eraseParts(tx: CheckTx, importId: string): Promise<void> {
  await tx.delete(legacyParts).where(partsOf(importId));
  await tx
    .update(legacyImports)
    .set({ rows: 0, asked: null })
    .where(and(sql`tenant_id = app.tenant_id()`, eq(legacyImports.id, importId)));
}

export type KeptPart = { part: number; rows: Cells[] };

/** The next part that waits to be taken in. */
export async function nextPart(tenantId: string, importId: string): Promise<KeptPart | null> {
  const [found] = await lookUp("import old accounts", (db) =>
    db
      .select({ part: legacyParts.part, sealed: legacyParts.sealed })
      .from(legacyParts)
      .where(and(eq(legacyParts.tenantId, tenantId), eq(legacyParts.importId, importId)))
      .orderBy(asc(legacyParts.part))
      .limit(1),
  );
  return found
    ? { part: found.part, rows: JSON.parse(unseal(found.sealed, boundTo(importId, found.part))) }
    : null;
}

/** Whether this part is still there; it is gone with this transaction. */
export async function isTaken(tx: CheckTx, importId: string, part: number): Promise<boolean> {
  const gone = await tx
    .delete(legacyParts)
    .where(and(partsOf(importId), eq(legacyParts.part, part)))
    .returning({ part: legacyParts.part });
  return gone.length > 0;
}

/** Nobody said in a day which column says what: the list is left, and its rows go. */
export async function leaveOldLists(tx: SystemTx): Promise<void> {
  await tx.execute(sql`
    with gone as (delete from legacy_parts p using ${legacyImports} i
      where i.tenant_id = p.tenant_id and i.id = p.import_id and i.created_at < now() - interval '1 day'
        and i.state <> 'checking' returning p.tenant_id, p.import_id)
    update legacy_imports i set state = 'left', asked = null, finished_at = clock_timestamp()
    where (i.tenant_id, i.id) in (select tenant_id, import_id from gone)`);
}
