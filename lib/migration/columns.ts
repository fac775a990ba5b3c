import { Refusal } from "@/lib/refusal";

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
] as const;
export type OldField = (typeof fields)[number];
export type OldColumns = Partial<Record<OldField, number>>;

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

const bare = (header: string) =>
  header
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z]/g, "");

/** A list without names above it would show somebody's data here. */
const shownAs = (header: string, index: number) =>
  /^\p{L}[\p{L} _.()/-]{0,39}$/u.test(header) ? header : `${index + 1}`;

/** What the columns are called that Portico knows, in one spelling each. */
export const knownColumns =
  "UserName, Office, Name, FirstName, LastName, E-mail, Cell, Active, Role, PasswordHash, HashScheme, Salt, TotpSecret";

/** Which column says what, and those that say nothing Portico knows; refuses a list that names nobody's user name. */
export function columnsIn(headers: readonly string[]): { columns: OldColumns; ignored: string[] } {
  const bares = headers.map(bare);
  const columns: OldColumns = {};
  for (const field of fields) {
    const name = called[field].split(" ").find((one) => bares.includes(one));
    if (name !== undefined) columns[field] = bares.indexOf(name);
  }
  const shown = headers.map(shownAs);
  if (columns.userName === undefined)
    throw new Refusal("file_no_user_name", { seen: shown.join(", "), known: knownColumns });
  const used = new Set(Object.values(columns));
  return { columns, ignored: shown.filter((_, index) => headers[index] !== "" && !used.has(index)) };
}
