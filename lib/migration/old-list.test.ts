import { expect, test } from "vitest";
import { rowsIn } from "@/lib/testing/old-lists";
import { askedColumns } from "./asked-columns";
import { unusedOf } from "./columns";
import { findColumns } from "./find-columns";

const first = async (text: string) => (await rowsIn(text))[0];

test.each([
  ["UserName,Office,Name,Email,Cell,Active,Role,PasswordHash,HashScheme,Salt,TotpSecret"],
  ["User Name;Office;Full Name;E-mail;Cell #;Is Active;Role(s);Password Hash;Hash Scheme;Salt;TOTP secret"],
  ["Gebruikersnaam;Kantoor;Naam;E-mailadres;Mobiel;Actief;Rol;Wachtwoord hash;Scheme;Salt;TotpSecret"],
  ["Inlognaam\tVestiging\tVolledige naam\tMail\tGSM\tActief\tRollen\tHash\tAlgorithm\tSalt\tOTP secret"],
])("H3 the columns are found whatever the old system calls them: %s", (head) => {
  const names = head.split(/[,;\t]/);
  const found = findColumns(names, []);
  expect(Object.keys(found.columns).sort()).toEqual(
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
  expect(found.doubts).toEqual([]);
  expect(unusedOf(names, found)).toEqual([]);
});

test("H3 a command with a list without user names is refused with the columns it has, and with no cell of it", async () => {
  const text = "Naam;E-mail;$2a$05$abcdefghijklmnopqrstuu.NRyyE5ha4v3LX0Ejxb4eIX7CE\nAnna;a@b.nl;x";
  await expect(rowsIn(text)).rejects.toMatchObject({
    code: "columns_unsure",
    values: { seen: "Naam, E-mail, 3", doubts: "user name (no column)" },
  });
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

test("H3 empty lists and lists of names alone are refused", async () => {
  await expect(rowsIn("")).rejects.toMatchObject({ code: "file_empty" });
  await expect(rowsIn("UserName;Office\n\n;\n")).rejects.toMatchObject({ code: "file_empty" });
});

test("H3 a list of 50,000 old accounts is read, and one of 50,001 is refused with how many there may be", async () => {
  const listOf = (rows: number) => `UserName\n${"anna\n".repeat(rows)}`;
  expect(await rowsIn(listOf(50_000))).toHaveLength(50_000);
  const tooMany = { code: "file_too_many_rows", values: { most: 50_000 } };
  await expect(rowsIn(listOf(50_001))).rejects.toMatchObject(tooMany);
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

const doubtsOf = (head: string, ...rows: string[]) =>
  findColumns(
    head.split(";"),
    rows.map((row) => row.split(";")),
  );

test("H3 what a column is only likely to hold is believed and asked, by its name or by what stands in it", () => {
  const { columns, doubts } = doubtsOf(
    "USER_LOGIN;CONTACT;PWD",
    "anna;a@b.nl;$2a$05$abcdefghijklmnopqrstuu.NRyyE5ha4v3LX0Ejxb4eIX7CE",
  );
  expect(columns).toEqual({ userName: 0, email: 1, hash: 2 });
  expect(doubts.map(({ field }) => field)).toEqual(["userName", "email", "hash"]);
});

test("H3 two columns that fit are a doubt where they differ, and none where they say the same", () => {
  expect(doubtsOf("Login;UserName", "anna;anna", "bo;bo").doubts).toEqual([]);
  expect(doubtsOf("Login;UserName", "anna;anna", "bo;bob").doubts).toEqual([
    { field: "userName", at: [1, 0] },
  ]);
});

test("H3 columns that are known leave others unasked", () => {
  const { doubts, columns } = doubtsOf("UserName;Last login;Reason", "anna;2024-01-01T10:00:00Z;x");
  expect(doubts).toEqual([]);
  expect(columns).toEqual({ userName: 0 });
});

test("H5 of a column that may hold something secret no value is shown, whatever it is called", () => {
  const names = ["LOGIN", "PWD_HASH", "WW", "CODE", "SINCE", "KANTOOR"];
  const md5 = "030ea2dc1c1847a2152c3330bc467b79";
  const rows = [
    ["anna", md5, "Welkom01", "JBSW Y3DP EHPK 3PXP", "2024-01-01T10:00:00.000Z", "Kantoor Zuid 2"],
    ["bo", "", "Welkom02", "JBSWY3DPEHPK3PXP", "", "Noord"],
    ["cees", md5, "", md5, "", md5],
  ];
  const { shown } = askedColumns(names, rows, findColumns(names, rows));
  expect(shown.map(({ values }) => values)).toEqual([
    ["anna", "bo", "cees"],
    null,
    null,
    null,
    ["2024-01-01T10:00:00.000Z"],
    ["Kantoor Zuid 2", "Noord"],
  ]);
});
