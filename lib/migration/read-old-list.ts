import { asGiven } from "@/lib/imports/csv";
import { MOST_ROWS } from "@/lib/imports/limits";
import { cellsOf } from "@/lib/imports/read";
import { Refusal } from "@/lib/refusal";
import type { SaidColumns } from "./columns";
import { type OldRow, oldRowOf } from "./old-row";

export type Cells = { line: number; cells: string[] };

const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === "");

/** Rows that say something, piece by piece, each with its line. */
async function* rowsIn(text: AsyncIterable<string>): AsyncGenerator<Cells[]> {
  let line = 0;
  for await (const { cells } of cellsOf(text)) {
    const numbered = cells.map((row) => ({ line: ++line, cells: row.map((cell) => asGiven(cell).trim()) }));
    const said = numbered.filter((row) => !isBlank(row.cells));
    if (said.length > 0) yield said;
  }
}

/** A list of which the beginning is known; the rows, with the first, come as they are asked for. */
export type OldSheet = { first: string[]; sample: string[][]; parts: AsyncIterable<Cells[]> };

const LOOKED_AT = 50;

async function* withFirst(first: Cells[], rest: AsyncGenerator<Cells[]>): AsyncGenerator<Cells[]> {
  yield first;
  yield* rest;
}

async function beginningOf(rows: AsyncGenerator<Cells[]>): Promise<Cells[]> {
  const begun: Cells[] = [];
  while (begun.length <= LOOKED_AT) {
    const next = await rows.next();
    if (next.done) break;
    for (const row of next.value) begun.push(row);
  }
  return begun;
}

/** Reads how a list begins; memory does not grow with its rows. */
export async function openOldSheet(text: AsyncIterable<string>): Promise<OldSheet> {
  const rows = rowsIn(text);
  const begun = await beginningOf(rows);
  const [first, ...sample] = begun.slice(0, LOOKED_AT + 1).map(({ cells }) => cells);
  if (!first) throw new Refusal("file_empty");
  return { first, sample, parts: withFirst(begun, rows) };
}

/** What its columns say of each row; the one that names them is none. */
export async function* oldRowsOf(
  { parts }: Pick<OldSheet, "parts">,
  { columns, hasNames }: SaidColumns,
): AsyncGenerator<OldRow[]> {
  let isNaming = hasNames;
  for await (const part of parts) {
    const rows = isNaming ? part.slice(1) : part;
    isNaming = false;
    if (rows.length > 0) yield rows.map((row) => oldRowOf(row, columns));
  }
}

export const refuseTooManyOld = (rows: number): void => {
  if (rows > MOST_ROWS) throw new Refusal("file_too_many_rows", { most: MOST_ROWS });
};

/** All rows of a list that somebody uploads: no more than it may have. */
export async function allRowsOf(parts: AsyncIterable<OldRow[]>): Promise<OldRow[]> {
  const all: OldRow[] = [];
  for await (const part of parts) {
    for (const row of part) all.push(row);
    refuseTooManyOld(all.length);
  }
  if (all.length === 0) throw new Refusal("file_empty");
  return all;
}
