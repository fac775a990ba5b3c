import {
  bare,
  fields,
  filledIn,
  namesOf,
  type OldColumns,
  type OldField,
  type Row,
  type SaidColumns,
} from "./columns";
import { looksSecret, mostLookSecret } from "./looks-secret";

/** A field that these columns may hold; none fits the user name where nothing looks like one. */
export type Doubt = { field: OldField; at: number[] };
export type Found = SaidColumns & { doubts: Doubt[] };

/** What somebody said of some columns; null for one that is not used. */
export type Saying = ReadonlyMap<number, OldField | null>;

type List = { bares: Row; rows: readonly Row[] };

const cellOf = (row: Row, at = 0) => (row[at] ?? "").trim();
const sayTheSame = (rows: readonly Row[], [first, ...others]: readonly number[]) =>
  rows.every((row) => others.every((one) => cellOf(row, one) === cellOf(row, first)));

/** All that are called as this field is, the likeliest first. */
const calledAs = (bares: Row, field: OldField) =>
  namesOf(field).flatMap((name) => bares.flatMap((one, at) => (one === name ? [at] : [])));

// Parts of the names of many columns.
const tooCommon: readonly string[] = ["name", "naam", "user", "rol", "gsm"];
const isLike = (header: string, field: OldField) =>
  namesOf(field).some((name) => !tooCommon.includes(name) && header.includes(name));

const areMostlyAddresses = (cells: readonly string[]) =>
  cells.filter((cell) => cell.includes("@")).length * 2 > cells.length;

const holds: Partial<Record<OldField, (cells: readonly string[]) => boolean>> = {
  email: areMostlyAddresses,
  hash: mostLookSecret,
};

/** Columns that nothing is said of yet. */
function freeIn({ bares }: List, columns: OldColumns): number[] {
  const taken = new Set(Object.values(columns));
  return bares.flatMap((name, at) => (name === "" || taken.has(at) ? [] : [at]));
}

const isNamedInParts = ({ firstName, lastName }: OldColumns) =>
  firstName !== undefined || lastName !== undefined;

/** A column of which its name or else what stands in it makes this likely. */
function likelyAs(list: List, field: OldField, columns: OldColumns): number[] {
  if (field === "name" && isNamedInParts(columns)) return [];
  const free = freeIn(list, columns);
  const byName = free.filter((at) => isLike(list.bares[at] ?? "", field));
  const byCells = free.filter((at) => holds[field]?.(filledIn(list.rows, at)));
  return [...byName, ...byCells].slice(0, 1);
}

const hasNames = (first: Row) => !first.some((cell) => cell.includes("@") || looksSecret(cell));

/** Which column says what, by what it is called; what is only likely is a doubt, and so are two that fit. */
export function findColumns(headers: Row, rows: readonly Row[], said: Saying = new Map()): Found {
  const list = { bares: headers.map((header, at) => (said.has(at) ? "" : bare(header))), rows };
  const columns: OldColumns = {};
  const doubts: Doubt[] = [];
  const settle = (field: OldField, at: number[], isSure: boolean) => {
    if (at[0] !== undefined) columns[field] = at[0];
    if (!isSure) doubts.push({ field, at });
  };
  const open = () => fields.filter((field) => columns[field] === undefined);
  for (const [at, field] of said) if (field) settle(field, [at], true);
  for (const field of open()) {
    const at = calledAs(list.bares, field);
    settle(field, at, sayTheSame(rows, at));
  }
  for (const field of open()) {
    const at = likelyAs(list, field, columns);
    settle(field, at, at.length === 0 && field !== "userName");
  }
  return { columns, hasNames: hasNames(headers), doubts };
}
