import Papa from "papaparse";

// A spreadsheet takes a cell that begins so for a formula, and one that parts cells at another sign what stands
// behind that sign (OWASP, CSV injection).
const begins = /^(?=[\t\r\n\0])|(?=[=+\-@＝＋－＠])(?<=^|[,;\t\r\n]"*)/g;
const begun = /(?='[=+\-@＝＋－＠\t\r\n\0])(?<=^|[,;\t\r\n]"*)'/g;

const safe = (cell: string) => cell.replace(begins, "'");

/** The cell as it was before its formulas were taken out. */
export const asGiven = (cell: string) => cell.replace(begun, "");

/** Says at the beginning of a file that it is UTF-8. */
export const CSV_MARK = "\uFEFF";

/** Some rows, without a cell that would be calculated. */
export const csvRows = (rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ""
    : `${Papa.unparse(
        rows.map((row) => row.map(safe)),
        { newline: "\r\n", quotes: true, delimiter: ";" },
      )}\r\n`;

/** A list as spreadsheets read it: with its mark, and its names above it. */
export const csvOf = (headers: readonly string[], rows: readonly (readonly string[])[]): string =>
  CSV_MARK + csvRows([headers, ...rows]);
