import type { AskedColumns } from "@/db/schema/legacy";
import { bare, filledIn, type OldField, type Row, type SaidColumns, shownName } from "./columns";
import { looksSecret, mostLookSecret } from "./looks-secret";

export type { AskedColumns } from "@/db/schema/legacy";

/** Somebody is asked about so many; what lies behind them is not used. */
export const MOST_ASKED = 100;

const SHOWN = 3;
const LONGEST = 60;
const never: readonly OldField[] = ["hash", "salt", "totp"];
const secretly = /pass|pwd|^pw|wachtw|^ww$|geheim|hash|salt|otp|secret|token|authenticator|sleutel|key$|pin$/;

const valuesOf = (cells: readonly string[]) =>
  [...new Set(cells.filter((cell) => !looksSecret(cell)))]
    .slice(0, SHOWN)
    .map((cell) => [...cell.replace(/\p{Cc}|\p{Cf}/gu, " ")].slice(0, LONGEST).join(""));

/** What somebody may see of each column who says what it is: of a password, a hash or a key nothing. */
export function askedColumns(first: Row, rows: readonly Row[], found: SaidColumns): AskedColumns {
  const { columns, hasNames } = found;
  const sample = hasNames ? rows : [first, ...rows];
  const shown = first.slice(0, MOST_ASKED).map((header, at) => {
    const cells = filledIn(sample, at);
    const isSecret =
      never.some((field) => columns[field] === at) || secretly.test(bare(header)) || mostLookSecret(cells);
    return { name: hasNames ? shownName(header) : "", values: isSecret ? null : valuesOf(cells) };
  });
  return { columns, hasNames, shown };
}
