import { MOST_CELL } from "@/lib/imports/limits";
import { emailKeyOf } from "@/lib/people/email";
import { userNameKeyOf } from "@/lib/people/user-name";
import { sha256 } from "@/lib/secrets";
import type { OldColumns, OldField } from "./columns";
import { type OldHash, readOldHash } from "./old-hash";

/** What a row of an old system's list says. */
export type OldRow = {
  line: number;
  oldUserName: string;
  /** Null for what can be nobody's name: the row is refused. */
  oldUserNameKey: string | null;
  office: string;
  name: string;
  email: string;
  emailKey: string | null;
  phone: string | null;
  isActive: boolean;
  roleText: string | null;
  roleKey: string | null;
  hash: OldHash | null;
  /** What the list calls the hash, where Portico cannot read it. */
  unknownScheme: string | null;
  totp: string | null;
  isLarge: boolean;
  /** Recognises a row that comes again as it was, whatever was mended since. */
  given: string;
};

// What stands in an index has a longest size, in bytes.
const most = { office: 120, name: 250, email: 400, phone: 40, role: 150, word: 60, totp: 200 } as const;

/** Whole characters of one line. */
const cut = (text: string, length: number) =>
  [...text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ").trim()].slice(0, length).join("");

const yes = new Set("true 1 yes y ja j a active actief enabled x waar".split(" "));

/** Nothing said is active; a word nobody knows is not, and somebody looks at it. */
const isActiveIn = (cell: string) => cell === "" || yes.has(cell.toLowerCase());

const guessed = (hash: string) => (hash.startsWith("$2") ? "bcrypt" : "aspnet");

function hashIn(cell: (field: OldField) => string): Pick<OldRow, "hash" | "unknownScheme"> {
  const given = cell("hash");
  if (given === "") return { hash: null, unknownScheme: null };
  const scheme = cell("scheme") || guessed(given);
  const hash = readOldHash({ scheme, hash: given, salt: cell("salt") });
  return { hash, unknownScheme: hash ? null : cut(scheme, most.word) };
}

export const roleKeyOf = (text: string) => text.normalize("NFKC").trim().toLowerCase();

const nameIn = (cell: (field: OldField) => string) =>
  cell("name") || [cell("firstName"), cell("infix"), cell("lastName")].filter(Boolean).join(" ");

type Cells = { line: number; cells: readonly string[] };

/** Reads one row by its columns; what is too long for any name or address is cut and told. */
export function oldRowOf({ line, cells }: Cells, columns: OldColumns): OldRow {
  const used = Object.values(columns).map((index) => cells[index] ?? "");
  const isLarge = used.some((text) => text.length > MOST_CELL);
  const cell = (field: OldField) => {
    const index = columns[field];
    return index === undefined ? "" : (cells[index] ?? "").slice(0, MOST_CELL).trim();
  };
  const email = cut(cell("email").replace(/^mailto:/i, ""), most.email);
  const roleText = cut(cell("role"), most.role) || null;
  const userName = cell("userName");
  return {
    line,
    oldUserName: cut(userName, most.word + 4),
    oldUserNameKey: userNameKeyOf(userName),
    office: cut(cell("office"), most.office),
    name: cut(nameIn(cell), most.name),
    email,
    emailKey: emailKeyOf(email),
    phone: cut(cell("phone"), most.phone) || null,
    isActive: isActiveIn(cell("active")),
    roleText,
    roleKey: roleText && roleKeyOf(roleText),
    ...hashIn(cell),
    totp: cut(cell("totp"), most.totp) || null,
    isLarge,
    given: sha256(JSON.stringify(used)).toString("base64url").slice(0, 22),
  };
}
