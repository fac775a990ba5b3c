import { and, eq, sql } from "drizzle-orm";
import { legacyImports } from "@/db/schema/legacy";
import { record } from "@/lib/events/record";
import type { CheckTx } from "./check-batch";
import type { OldRow } from "./old-row";
import { enqueueCheck } from "./run-check";
import { storeRows, type TakenIn } from "./store-rows";

/** So many rows are stored at once: whoever else saves in the company waits about a second. */
export const PART = 2500;
const LINES = 100;

type List = {
  channel: "upload" | "paste" | "operator";
  source: string;
  fileName?: string | undefined;
  ignored: readonly string[];
};

const shownName = (name: string | undefined) =>
  name?.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").slice(-100) || null;

/** A list is about to be read; its rows follow in parts. */
export async function beginList(tx: CheckTx, { channel, source, fileName, ignored }: List): Promise<string> {
  const [made] = await tx
    .insert(legacyImports)
    .values({ channel, source, fileName: shownName(fileName), ignored: ignored.slice(0, 50) })
    .returning({ id: legacyImports.id });
  if (!made) throw new Error("no list was stored");
  record(tx, { action: "legacy.imported", subjectId: made.id, details: { rows: 0 } });
  return made.id;
}

/** A list that could not be read, or not to its end. */
export async function failList(tx: CheckTx, importId: string, reason: string): Promise<void> {
  await tx
    .update(legacyImports)
    .set({ state: "failed", finishedAt: sql`clock_timestamp()` })
    .where(and(sql`tenant_id = app.tenant_id()`, eq(legacyImports.id, importId)));
  record(tx, { action: "legacy.imported", subjectId: importId, result: "refused", reason });
}

const linesOf = (lines: readonly number[]) => lines.slice(0, LINES).map(String);

/** Stores one part, and writes down what became of its rows. */
export async function takeInPart(
  tx: CheckTx,
  list: { importId: string; source: string },
  rows: readonly OldRow[],
): Promise<TakenIn> {
  const { importId } = list;
  const taken = await storeRows(tx, list, rows);
  await tx
    .update(legacyImports)
    .set({ rows: sql`${legacyImports.rows} + ${rows.length}` })
    .where(eq(legacyImports.id, importId));
  const { added, changed, same, left, noUserName, twice } = taken;
  const refused = noUserName.length + twice.length;
  const lines = { noUserName: linesOf(noUserName), twice: linesOf(twice) };
  record(tx, {
    action: "legacy.imported",
    subjectId: importId,
    details: { rows: rows.length, added, changed, same, left, refused, ...lines },
  });
  return taken;
}

/** All of it is stored: a job judges it from here. */
export async function endList(tx: CheckTx, tenantId: string, importId: string): Promise<void> {
  await tx.update(legacyImports).set({ state: "checking" }).where(eq(legacyImports.id, importId));
  await enqueueCheck(tx, tenantId, importId);
  record(tx, { action: "legacy.imported", subjectId: importId, details: { isRead: true } });
}

/** The parts a list is stored in. */
export function* inParts(rows: readonly OldRow[]): Generator<readonly OldRow[]> {
  for (let from = 0; from < rows.length; from += PART) yield rows.slice(from, from + PART);
}
