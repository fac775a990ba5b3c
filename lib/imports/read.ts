import Papa from "papaparse";
import { Refusal } from "@/lib/refusal";
import { headersIn, type Mapping, mappingOf } from "./columns";
import { asGiven } from "./csv";
import { textOf } from "./decode";
import { MOST_CELL, MOST_COLUMNS, MOST_ROWS } from "./limits";

/** One row as it stands in the list; `isLarge` when a cell is longer than anything that is looked for. */
export type GivenRow = { line: number; given: string[]; isLarge: boolean };

export type Sheet = {
  headers: string[] | null;
  separator: string | null;
  mapping: Mapping;
  rows: GivenRow[];
};

const SHOWN_OF_LARGE = 100;

// Half a character, as a cut leaves one, and NUL: the database refuses the whole list for either.
const unstorable = /\0|\p{Cs}/gu;

/** What spreadsheets need before a sign that would begin a formula is taken away again. */
export const plain = (cell: string) => asGiven(cell).replace(unstorable, "").trim();

export function rowOf(cells: readonly string[], line: number): GivenRow {
  const isLarge = cells.some((cell) => cell.length > MOST_CELL);
  const given = cells
    .slice(0, MOST_COLUMNS)
    .map((cell) => plain(cell.length > MOST_CELL ? cell.slice(0, SHOWN_OF_LARGE) : cell));
  return { line, given, isLarge };
}

const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === "");

export function refuseTooMany(rows: number): void {
  if (rows > MOST_ROWS) throw new Refusal("file_too_many_rows", { most: MOST_ROWS });
}

// In this order where several are as frequent: a comma stands in names as well.
const separators = ["\t", ";", ","];
const LOOKED_AT = 20;

/** The sign that most of the first lines hold outside of quotes. */
function separatorIn(start: string): string {
  const lines = start
    .replace(/"[^"]*"/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(0, LOOKED_AT);
  const counts = separators.map((sign) => lines.filter((line) => line.includes(sign)).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ",";
}

// The parser looks through the blanks behind each quote anew. What a longer run parts lies behind the last column.
const LONG_BLANKS = new RegExp(`[^\\S\\n]{${MOST_COLUMNS + 1},}`, "g");
const shortened = (text: string) => text.replace(LONG_BLANKS, (run) => run.slice(0, MOST_COLUMNS));

/** All line ends as one sign; one that lies over two pieces as well. */
async function* withPlainEnds(text: AsyncIterable<string>): AsyncGenerator<string> {
  let kept = "";
  for await (const piece of text) {
    const all = kept + piece;
    kept = all.endsWith("\r") ? "\r" : "";
    yield shortened(all.slice(0, all.length - kept.length).replace(/\r\n?/g, "\n"));
  }
  if (kept) yield "\n";
}

type Parsed = { data: string[][]; meta: { cursor: number } };
type Piece = { separator: string; cells: string[][] };

/** The rows piece by piece. What comes after the last whole row of a piece is read with the next one. */
export async function* cellsOf(text: AsyncIterable<string>): AsyncGenerator<Piece> {
  let [kept, separator]: [string, string | undefined] = ["", undefined];
  const read = (input: string, isWhole: boolean): Parsed => {
    separator ??= separatorIn(input.slice(0, 100_000));
    return new Papa.Parser({ delimiter: separator, newline: "\n" }).parse(input, 0, !isWhole);
  };
  for await (const piece of withPlainEnds(text)) {
    const input = kept + piece;
    const { data, meta } = read(input, false);
    kept = input.slice(meta.cursor);
    yield { separator: separator ?? ",", cells: data };
  }
  yield { cells: kept ? read(kept, true).data : [], separator: separator ?? "," };
}

class Rows {
  headers: string[] | null = null;
  readonly rows: GivenRow[] = [];
  #line = 0;

  add(cells: readonly string[]): void {
    this.#line += 1;
    if (isBlank(cells)) return;
    const row = rowOf(cells, this.#line);
    const isFirst = this.rows.length === 0 && !this.headers;
    if (isFirst) this.headers = headersIn(row.given);
    if (!isFirst || !this.headers) this.rows.push(row);
    refuseTooMany(this.rows.length);
  }
}

/** Reads a table in whatever form spreadsheets write one; stops as soon as a limit is passed. */
export async function readTable(text: AsyncIterable<string>): Promise<Sheet> {
  const all = new Rows();
  let used = ",";
  for await (const { separator, cells } of cellsOf(text)) {
    used = separator;
    for (const row of cells) all.add(row);
  }
  const { headers, rows } = all;
  if (rows.length === 0) throw new Refusal("file_empty");
  return { headers, separator: used, mapping: mappingOf(headers, rows), rows };
}

/** Reads an uploaded file. */
export const readFile = (bytes: AsyncIterable<Uint8Array>): Promise<Sheet> => readTable(textOf(bytes));
