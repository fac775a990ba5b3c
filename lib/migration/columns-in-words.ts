import { Refusal } from "@/lib/refusal";
import { bare, fields, namesShown, type OldField, type Row, type SaidColumns } from "./columns";
import { type Doubt, findColumns, type Saying } from "./find-columns";

/** How the operator calls the fields. */
export const fieldWords: Record<OldField, string> = {
  userName: "user name",
  office: "office",
  name: "name",
  firstName: "first name",
  infix: "infix",
  lastName: "last name",
  email: "e-mail",
  phone: "cell",
  active: "active",
  role: "role",
  hash: "hash",
  scheme: "hash scheme",
  salt: "salt",
  totp: "TOTP secret",
};

const doubtOf = (shown: Row, { field, at }: Doubt) =>
  `${fieldWords[field]} (${at.map((one) => shown[one]).join(" or ") || "no column"})`;

/** What the columns say where all of it is certain; else a refusal that says what is not. */
export function surely(headers: Row, rows: readonly Row[], said?: Saying): SaidColumns {
  const { doubts, ...found } = findColumns(headers, rows, said);
  if (doubts.length === 0) return found;
  const shown = namesShown(headers);
  const values = { doubts: doubts.map((doubt) => doubtOf(shown, doubt)).join(", "), seen: shown.join(", ") };
  throw new Refusal("columns_unsure", values);
}

const NOTHING = "nothing";
const fieldCalled = (word: string): OldField | null | undefined =>
  bare(word) === NOTHING ? null : fields.find((field) => bare(fieldWords[field]) === bare(word));

/** What was said of columns, each as "LOGIN=user name"; refuses a column or a word that is not there. */
export function sayingOf(headers: Row, said: readonly string[]): Saying {
  const pairs = said.map((one) => {
    const cut = one.lastIndexOf("=");
    const at = headers.findIndex((header) => header.trim() === one.slice(0, cut).trim());
    const field = fieldCalled(one.slice(cut + 1));
    if (cut < 0 || at < 0 || field === undefined)
      throw new Refusal("column_unknown", { said: one, seen: namesShown(headers).join(", ") });
    return [at, field] as const;
  });
  return new Map(pairs);
}
