import { Refusal } from "@/lib/refusal";
import { bracketed } from "./bracketed";
import { headersIn } from "./columns";
import { MOST_ROWS } from "./limits";
import { readTable, refuseTooMany, rowOf, type Sheet } from "./read";

type Entry = { name: string; email: string };

/** "Name <mail>", "Name mail", several addresses, or something that is none of these. */
function entriesIn(piece: string): Entry[] {
  const text = piece.trim();
  const whole = bracketed(text);
  if (whole) return [whole];
  const words = text.split(/\s+/, MOST_ROWS + 1);
  refuseTooMany(words.length);
  const addresses = words.filter((word) => word.includes("@"));
  if (addresses.length !== 1) return (addresses.length > 1 ? addresses : [text]).map(alone);
  const others = words.filter((word) => !word.includes("@"));
  return [{ name: others.join(" "), email: addresses[0] ?? "" }];
}

const alone = (email: string): Entry => ({ name: "", email });

/** "De Vries, Anna <anna@linde.nl>" is one: a piece without an address belongs to the bracket after it. */
function withSplitNames(pieces: readonly string[]): string[] {
  const whole: string[] = [];
  for (const piece of pieces) {
    const before = whole.at(-1) ?? "@";
    const isRest = piece.includes("<") && !/[@<]/.test(before);
    if (isRest) whole.pop();
    whole.push(isRest ? `${before.trim()}, ${piece.trim()}` : piece);
  }
  return whole;
}

/** At a sign outside of quotes. */
function splitAt(line: string, sign: string): string[] {
  const pieces: string[] = [];
  let [isQuoted, from] = [false, 0];
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') isQuoted = !isQuoted;
    if (line[at] !== sign || isQuoted) continue;
    pieces.push(line.slice(from, at));
    refuseTooMany(pieces.length);
    from = at + 1;
  }
  // A quote that is never closed would swallow the rest.
  return isQuoted ? fewOf(line.split(sign, MOST_ROWS + 1)) : [...pieces, line.slice(from)];
}

function fewOf(pieces: string[]): string[] {
  refuseTooMany(pieces.length);
  return pieces;
}

/** A name with a comma and the address after it. */
const isOne = (piece: string) => piece.includes("<") && piece.split("@", 3).length === 2;

const piecesIn = (cells: readonly string[]): string[] =>
  cells.flatMap((cell) => (isOne(cell) ? [cell] : withSplitNames(splitAt(cell, ","))));

const bare = (cell: string) => cell.replaceAll('"', "").trim();
const isAddress = (cell: string) => /^[^\s@<>,]+@[^\s@<>,]+$/.test(cell);
/** No address that lost its @. */
const isName = (cell: string) => cell !== "" && !/[@<>]|^\S+\.\S+$/.test(cell);

/** A line of cells, "Anna de Vries;anna@linde.nl", is one person: the name, and then the address. */
function asPerson(cells: readonly string[]): readonly string[] {
  const [name = "", email = "", ...others] = cells.map(bare);
  const isOfOne = isName(name) && isAddress(email) && !others.some((other) => other.includes("@"));
  return isOfOne ? [`${name} <${email}>`, ...others] : cells;
}

const same = (cells: readonly string[]) => cells;

/** Addresses as people paste them: by comma, semicolon, space or line, with or without a name. One at a time. */
function* entriesOf(text: string): Generator<Entry> {
  // In one line alone cells cannot be told from a row of addresses of which one is wrong.
  const told = /[\r\n\u2028\u2029]/.test(text.trim()) ? asPerson : same;
  for (const [line] of text.matchAll(/[^\r\n\u2028\u2029]+/g))
    for (const piece of piecesIn(told(splitAt(line, ";")))) if (piece.trim() !== "") yield* entriesIn(piece);
}

/** All of them; stops at the limit, so that what is no list takes no room. */
export function addressesIn(text: string): Entry[] {
  const all: Entry[] = [];
  for (const entry of entriesOf(text)) {
    all.push(entry);
    refuseTooMany(all.length);
  }
  return all;
}

const countOf = (line: string) => line.split("@").length - 1;
const separators = ["\t", ";", ","];

/** So much of a text shows what it is. */
const LOOKED_AT = 1_000_000;

/** A table has a first row with names, or cells around the one address of each row. */
function isTable(text: string): boolean {
  const lines = text
    .slice(0, LOOKED_AT)
    .split(/\r\n|[\r\n]/)
    .filter((line) => line.trim() !== "");
  const separator = separators.find((one) => lines[0]?.includes(one));
  if (headersIn((lines[0] ?? "").split(separator ?? "\t"))) return true;
  if (lines.some((line) => countOf(line) > 1 || /<[^<>]*@/.test(line))) return false;
  const cells = lines.map((line) => (separator ? line.split(separator) : [line]));
  return cells.filter((row) => row.filter((cell) => cell.trim() !== "").length > 1).length * 2 > lines.length;
}

async function* inPieces(text: string): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += LOOKED_AT) yield text.slice(from, from + LOOKED_AT);
}

/** A list of addresses as rows. */
export function sheetOf(text: string): Sheet {
  const rows = addressesIn(text).map(({ name, email }, index) => rowOf([email, name], index + 1));
  if (rows.length === 0) throw new Refusal("file_empty");
  return { headers: null, separator: null, mapping: { email: 0, name: 1 }, rows };
}

/** Reads what was pasted, whether cells of a spreadsheet or a list of addresses. */
export const readPasted = async (text: string): Promise<Sheet> =>
  isTable(text) ? readTable(inPieces(text)) : sheetOf(text);
