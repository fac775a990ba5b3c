import { expect, test } from "vitest";
import { rowsIn } from "@/lib/testing/old-lists";
import { columnsIn } from "./columns";
import { readOldList } from "./read-old-list";

const first = async (text: string) => (await rowsIn(text))[0];

test.each([
  ["UserName,Office,Name,Email,Cell,Active,Role,PasswordHash,HashScheme,Salt,TotpSecret"],
  ["User Name;Office;Full Name;E-mail;Cell #;Is Active;Role(s);Password Hash;Hash Scheme;Salt;TOTP secret"],
  ["Gebruikersnaam;Kantoor;Naam;E-mailadres;Mobiel;Actief;Rol;Wachtwoord hash;Scheme;Salt;TotpSecret"],
  ["Inlognaam\tVestiging\tVolledige naam\tMail\tGSM\tActief\tRollen\tHash\tAlgorithm\tSalt\tOTP secret"],
])("H3 the columns are found whatever the old system calls them: %s", (head) => {
  const { columns, ignored } = columnsIn(head.split(/[,;\t]/));
  expect(Object.keys(columns).sort()).toEqual(
    [
      "active",
      "email",
      "hash",
      "name",
      "office",
      "phone",
      "role",
      "salt",
      "scheme",
      "totp",
      "userName",
    ].sort(),
  );
  expect(ignored).toEqual([]);
});

test("H3 a list without user names is refused with the columns it has, and with no cell of it", async () => {
  async function* text() {
    yield "Naam;E-mail;$2a$05$abcdefghijklmnopqrstuu.NRyyE5ha4v3LX0Ejxb4eIX7CE\nAnna;a@b.nl;x";
  }
  const refusal = await readOldList(text()).catch((error) => error);
  expect(refusal).toMatchObject({ code: "file_no_user_name", values: { seen: "Naam, E-mail, 3" } });
});

test.each([
  ["true", true],
  ["1", true],
  ["Ja", true],
  ["A", true],
  ["", true],
  ["0", false],
  ["nee", false],
  ["Uit dienst", false],
])("H14 active as lists write it: %j is %s", async (cell, isActive) => {
  expect((await first(`UserName;Active\nanna;${cell}`))?.isActive).toBe(isActive);
});

test("H3 a name in three columns is one, an address loses what stands around it, a password in clear is not read", async () => {
  const row = await first(
    "UserName;Voornaam;Tussenvoegsel;Achternaam;Mail;Password\nanna;Anna;de;Vries;mailto:a@b.nl;Welkom01",
  );
  expect(row).toMatchObject({ name: "Anna de Vries", email: "a@b.nl", hash: null });
  expect(JSON.stringify(row)).not.toContain("Welkom01");
});

test("H5 a hash without a scheme is known by its beginning, and one nobody knows keeps its name alone", async () => {
  const bcrypt = "$2a$05$abcdefghijklmnopqrstuu.NRyyE5ha4v3LX0Ejxb4eIX7CE.O/J2";
  expect((await first(`UserName;Hash\nanna;${bcrypt}`))?.hash).toMatchObject({ scheme: "bcrypt" });
  expect(await first("UserName;Hash;Scheme\nanna;zzz;scrypt")).toMatchObject({
    hash: null,
    unknownScheme: "scrypt",
  });
});

test("H3 empty lists, lists of names alone, and too many rows are refused", async () => {
  await expect(rowsIn("")).rejects.toMatchObject({ code: "file_empty" });
  await expect(rowsIn("UserName;Office\n\n;\n")).rejects.toMatchObject({ code: "file_empty" });
  await expect(rowsIn(`UserName\n${"anna\n".repeat(50_001)}`)).rejects.toMatchObject({
    code: "file_too_many_rows",
  });
});

const hostile: [string, string][] = [
  ["a cell of a megabyte", `UserName;Name\nanna;${"x".repeat(1_000_000)}`],
  ["a quote that is never closed", `UserName;Name\nanna;"${"y\n".repeat(200_000)}`],
  ["thousands of columns", `UserName;${"c;".repeat(5000)}\nanna;${"x;".repeat(5000)}`],
  [
    "letters of four bytes in every field",
    `UserName;Office;Name;Role\n${"😀".repeat(60)};${"😀".repeat(400)};${"😀".repeat(900)};${"😀".repeat(400)}`,
  ],
  ["formulas and control characters", 'UserName;Name;Office\n=cmd();"a\u0007b\u202Ec";\u2028x'],
  ["columns called as every object's parts", "UserName;constructor;__proto__;toString\nanna;a;b;c"],
  ["blanks without end", `UserName;Name\nanna;${" ".repeat(500_000)}x`],
];

test.each(hostile)("H3 a list made to hurt is read in a moment: %s", async (_what, text) => {
  const row = await first(text);
  expect(row?.name.length ?? 0).toBeLessThanOrEqual(600);
  expect(Buffer.byteLength(row?.office ?? "")).toBeLessThanOrEqual(600);
});
