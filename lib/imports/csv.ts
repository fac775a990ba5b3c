import Papa from "papaparse";

// A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
const calculates = ["=", "+", "-", "@", "\t", "\r", "\0"];

const safe = (cell: string) => (calculates.includes(cell.charAt(0)) ? `'${cell}` : cell);

/** A list as spreadsheets read it: with its mark, and without a cell that would be calculated. */
export const csvOf = (headers: readonly string[], rows: readonly (readonly string[])[]): string =>
  `\uFEFF${Papa.unparse(
    [headers, ...rows].map((row) => row.map(safe)),
    { newline: "\r\n", quotes: true, delimiter: ";" },
  )}\r\n`;
