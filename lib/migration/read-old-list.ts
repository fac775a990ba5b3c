import { asGiven } from "@/lib/imports/csv";
import { MOST_ROWS } from "@/lib/imports/limits";
import { cellsOf } from "@/lib/imports/read";
import { Refusal } from "@/lib/refusal";
import { columnsIn, type OldColumns } from "./columns";
import { type OldRow, oldRowOf } from "./old-row";

type Cells = { line: number; cells: string[] };

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

export type OldList = { columns: OldColumns; ignored: string[]; parts: AsyncIterable<OldRow[]> };

async function* withFirst(
  first: readonly Cells[],
  rest: AsyncGenerator<Cells[]>,
  columns: OldColumns,
): AsyncGenerator<OldRow[]> {
  if (first.length > 0) yield first.map((row) => oldRowOf(row, columns));
  for await (const rows of rest) yield rows.map((row) => oldRowOf(row, columns));
}

/** Reads the names of the columns; the rows come as they are asked for, so that memory does not grow with them. */
export async function readOldList(text: AsyncIterable<string>): Promise<OldList> {
  const rows = rowsIn(text);
  const first = await rows.next();
  const [head, ...rest] = first.done ? [] : first.value;
  if (!head) throw new Refusal("file_empty");
  const { columns, ignored } = columnsIn(head.cells);
  return { columns, ignored, parts: withFirst(rest, rows, columns) };
}

/** All rows of a list that somebody uploads: no more than it may have. */
export async function allRowsOf({ parts }: OldList): Promise<OldRow[]> {
  const all: OldRow[] = [];
  for await (const part of parts) {
    for (const row of part) all.push(row);
    if (all.length > MOST_ROWS) throw new Refusal("file_too_many_rows", { most: MOST_ROWS });
  }
  if (all.length === 0) throw new Refusal("file_empty");
  return all;
}
