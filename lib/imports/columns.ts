import type { Mapping } from "@/db/schema/imports";

export type { Mapping } from "@/db/schema/imports";

export const fields = [
  "email",
  "name",
  "firstName",
  "infix",
  "lastName",
  "userName",
  "role",
  "language",
] as const;
export type ColumnField = (typeof fields)[number];

/** How lists call their columns, in English and in Dutch, without spaces and signs. */
const called: Record<ColumnField, string> = {
  email:
    "email emails emailaddress emailadres mail mailaddress mailadres workemail zakelijkemail zakelijkeemail",
  name: "name naam fullname volledigenaam displayname weergavenaam medewerker employee",
  firstName: "firstname voornaam givenname roepnaam",
  infix: "infix tussenvoegsel tussenvoegsels voorvoegsel",
  lastName: "lastname achternaam surname familyname familienaam",
  userName: "username gebruikersnaam login loginname loginnaam",
  role: "role roles rol rollen jobrole functie function",
  language: "language taal lang",
};

const fieldOf = new Map(
  Object.entries(called).flatMap(([field, names]) =>
    names.split(" ").map((name): [string, ColumnField] => [name, field as ColumnField]),
  ),
);

const bare = (header: string) =>
  header
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z]/g, "");

/** The first row, when it names columns. */
export const headersIn = (cells: readonly string[]): string[] | null =>
  cells.every((cell) => !cell.includes("@")) && cells.some((cell) => fieldOf.has(bare(cell)))
    ? [...cells]
    : null;

/** What a column is called first comes first: beside "Rol", "Functie" is somebody's work and no role here. */
function byHeaders(headers: readonly string[]): Mapping {
  const bares = headers.map(bare);
  const mapping: Mapping = {};
  for (const field of fields) {
    const name = called[field].split(" ").find((one) => bares.includes(one));
    if (name) mapping[field] = bares.indexOf(name);
  }
  return mapping;
}

const SEEN = 50;

/** Without names: the column with the addresses, then a name, then a role. */
function byContent(rows: readonly { given: readonly string[] }[]): Mapping {
  const seen = rows.slice(0, SEEN);
  const width = Math.max(...seen.map(({ given }) => given.length));
  const addresses = (column: number) => seen.filter(({ given }) => given[column]?.includes("@")).length;
  const columns = Array.from({ length: width }, (_, column) => column);
  const [email = 0] = [...columns].sort((a, b) => addresses(b) - addresses(a));
  const [name, role] = columns.filter((column) => column !== email);
  return { email, ...(name !== undefined && { name }), ...(role !== undefined && { role }) };
}

/** Which column says what, found by itself; somebody may change it. */
export const mappingOf = (
  headers: readonly string[] | null,
  rows: readonly { given: readonly string[] }[],
): Mapping => (headers ? byHeaders(headers) : rows.length > 0 ? byContent(rows) : {});
