import { and, eq, sql } from "drizzle-orm";
import { legacyImports, type SaidColumns } from "@/db/schema/legacy";
import { record } from "@/lib/events/record";
import type { CheckTx } from "./check-batch";
import { enqueueCheck } from "./enqueue-check";
import type { OldRow } from "./old-row";
import { storeRows, type TakenIn } from "./store-rows";

/** So many rows are stored at once: whoever else saves in the company waits about a second. */
const PART = 2500;
const LINES = 100;
export const MOST_IGNORED = 50;

type List = {
  channel: "upload" | "paste" | "operator";
  source: string;
  fileName?: string | undefined;
  ignored: readonly string[];
  /** By which other lists that begin so are understood, and what was said of them. */
  namesKey?: string | undefined;
  said?: SaidColumns | undefined;
};

const shownName = (name: string | undefined) =>
  name?.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").slice(-100) || null;

/** A list is about to be read; its rows follow in parts. */
export async function beginList(tx: CheckTx, { fileName, ignored, said, ...list }: List): Promise<string> {
  const [made] = await tx
    .insert(legacyImports)
    .values({
      ...list,
      fileName: shownName(fileName),
      ignored: ignored.slice(0, MOST_IGNORED),
      ...(said && { said, saidAt: sql`clock_timestamp()` }),
    })
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

/** Stores some rows of a list that are counted already, and writes down what became of them. */
export async function storePart(
  tx: CheckTx,
  list: { importId: string; source: string },
  rows: readonly OldRow[],
): Promise<TakenIn> {
  const taken = await storeRows(tx, list, rows);
  const { added, changed, same, left, noUserName, twice } = taken;
  const refused = noUserName.length + twice.length;
  const lines = { noUserName: linesOf(noUserName), twice: linesOf(twice) };
  record(tx, {
    action: "legacy.imported",
    subjectId: list.importId,
    details: { rows: rows.length, added, changed, same, left, refused, ...lines },
  });
  return taken;
}

/** So many rows more belong to the list. */
export const countRows = (tx: CheckTx, importId: string, rows: number) =>
  tx
    .update(legacyImports)
    .set({ rows: sql`${legacyImports.rows} + ${rows}` })
    .where(and(sql`tenant_id = app.tenant_id()`, eq(legacyImports.id, importId)));

/** Stores one part as it comes. */
export async function takeInPart(
  tx: CheckTx,
  list: { importId: string; source: string },
  rows: readonly OldRow[],
): Promise<TakenIn> {
  await countRows(tx, list.importId, rows.length);
  return storePart(tx, list, rows);
}

/** All of it is stored: a job judges it from here. */
export async function endList(tx: CheckTx, tenantId: string, importId: string): Promise<void> {
  await tx.update(legacyImports).set({ state: "checking" }).where(eq(legacyImports.id, importId));
  await enqueueCheck(tx, tenantId, importId);
  record(tx, { action: "legacy.imported", subjectId: importId, details: { isRead: true } });
}

/** The parts a list is stored in. */
export function* inParts<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += PART) yield rows.slice(from, from + PART);
}
