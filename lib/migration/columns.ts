import type { OldField, SaidColumns } from "@/db/schema/legacy";
import { looksSecret } from "./looks-secret";

export type { OldColumns, OldField, SaidColumns } from "@/db/schema/legacy";

export const fields = [
  "userName",
  "office",
  "name",
  "firstName",
  "infix",
  "lastName",
  "email",
  "phone",
  "active",
  "role",
  "hash",
  "scheme",
  "salt",
  "totp",
] as const satisfies readonly OldField[];

/** How exports of old systems call their columns, in English and in Dutch, without spaces, digits and signs. */
const called: Record<OldField, string> = {
  userName:
    "username gebruikersnaam oldusername oudegebruikersnaam login loginname loginnaam inlognaam logonname accountname accountnaam userid user gebruiker",
  office: "office kantoor vestiging branch officename kantoornaam vestigingsnaam location locatie",
  name: "name naam fullname volledigenaam displayname weergavenaam employee medewerker",
  firstName: "firstname voornaam givenname roepnaam",
  infix: "infix tussenvoegsel tussenvoegsels voorvoegsel middlename",
  lastName: "lastname achternaam surname familyname familienaam",
  email: "email emailaddress emailadres mail mailaddress mailadres workemail zakelijkemail",
  phone:
    "cell mobile mobiel cellphone cellnumber mobilephone mobilenumber mobielnummer gsm phone telefoon phonenumber telefoonnummer",
  active: "active actief isactive isactief enabled status",
  role: "role roles rol rollen",
  hash: "passwordhash hash hashedpassword wachtwoordhash",
  scheme: "hashscheme scheme passwordscheme hashtype hashalgorithm algorithm passwordformat",
  salt: "salt passwordsalt hashsalt",
  totp: "totpsecret totp otpsecret totpkey authenticatorkey twofactorsecret",
};

/** All names of a field, the likeliest first. */
export const namesOf = (field: OldField): string[] => called[field].split(" ");

export const bare = (header: string): string =>
  header
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z]/g, "");

/** What the columns are called that Portico knows, in one spelling each. */
export const knownColumns =
  "UserName, Office, Name, FirstName, LastName, E-mail, Cell, Active, Role, PasswordHash, HashScheme, Salt, TotpSecret";

export type Row = readonly string[];

/** A list without names above it would show somebody's data here. */
export const shownName = (header: string): string =>
  /^\p{L}[\p{L}\d _.()/-]{0,39}$/u.test(header) && !looksSecret(header) ? header : "";

/** A name that may be shown, or the number of the column. */
export const namesShown = (headers: Row): string[] =>
  headers.map((header, at) => shownName(header) || `${at + 1}`);

/** The names of columns that say nothing that is used. */
export function unusedOf(headers: Row, { columns, hasNames }: SaidColumns): string[] {
  const used = new Set(Object.values(columns));
  const shown = namesShown(headers);
  return hasNames ? shown.filter((_, at) => headers[at] !== "" && !used.has(at)) : [];
}

/** What stands in a column, where something does. */
export const filledIn = (rows: readonly Row[], at: number): string[] =>
  rows.map((row) => (row[at] ?? "").trim()).filter(Boolean);
