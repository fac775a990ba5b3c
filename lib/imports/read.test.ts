import { describe, expect, test } from "vitest";
import type { Mapping } from "./columns";
import { derive } from "./derive";
import { MOST_BYTES, MOST_ROWS } from "./limits";
import { readFile } from "./read";
import { addressesIn, readPasted } from "./read-pasted";

async function* chunks(bytes: Buffer, size = 64 * 1024): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const file = (content: string | Buffer, size?: number) =>
  readFile(chunks(Buffer.from(content as string), size));
const refusal = (code: string) => expect.objectContaining({ code });
const said = async (content: string | Buffer) => {
  const { rows, mapping } = await file(content);
  return rows.map((row) => derive(row, mapping));
};

describe("S1 a file", () => {
  test.each([
    ["commas", "name,e-mail,role\nAnna de Vries,anna@linde.nl,Planner"],
    ["semicolons", "Naam;E-mailadres;Rol\nAnna de Vries;anna@linde.nl;Planner"],
    ["tabs", "Volledige naam\tMail\tFunctie\nAnna de Vries\tanna@linde.nl\tPlanner"],
    [
      "a byte order mark and quotes",
      '\uFEFF"naam";"e-mail";"rol"\r\n"Anna de Vries";"anna@linde.nl";"Planner"\r\n',
    ],
    ["names in parts", "Voornaam;Tussenvoegsel;Achternaam;E-mail;Rol\nAnna;de;Vries;anna@linde.nl;Planner"],
    ["no first row", "Anna de Vries;anna@linde.nl;Planner\nBo;bo@linde.nl;Planner"],
    [
      "empty lines and columns it does not know",
      "\n\nnaam;afdeling;e-mail;rol\n\nAnna de Vries;Zorg;anna@linde.nl;Planner\n;;;\n",
    ],
  ])("is understood with %s", async (_, text) => {
    expect((await said(text))[0]).toMatchObject({
      name: "Anna de Vries",
      email: "anna@linde.nl",
      emailKey: "anna@linde.nl",
      roleText: "Planner",
    });
  });

  test("is read as UTF-8, and as Windows-1252 when it is not", async () => {
    const text = "naam;e-mail\nEsra Yıldız;esra@linde.nl\n";
    expect((await said(text))[0]?.name).toBe("Esra Yıldız");
    // A character that lies over two pieces stays one.
    for (const size of [1, 2, 3, 7]) expect((await file(text, size)).rows[0]?.given[0]).toBe("Esra Yıldız");
    const western = Buffer.from("naam;e-mail\nRené Müller;rene@linde.nl\n", "latin1");
    expect((await said(western))[0]?.name).toBe("René Müller");
  });

  test("keeps the numbers of the rows as a spreadsheet shows them", async () => {
    const { rows } = await file('naam;e-mail\nA;a@linde.nl\n\n"B\nB";b@linde.nl\nC;c@linde.nl');
    expect(rows.map(({ line }) => line)).toEqual([2, 4, 5]);
  });

  test("loses the sign that keeps a spreadsheet from calculating, and no other", async () => {
    const [one] = await said("naam;e-mail\n'=1+1;'@bo\n");
    expect([one?.name, one?.email]).toEqual(["=1+1", "@bo"]);
    expect((await said("naam;e-mail\n's-Gravesande;a@linde.nl"))[0]?.name).toBe("'s-Gravesande");
  });

  test.each([
    ["a workbook", Buffer.from("504b0304140006000800", "hex"), "file_workbook"],
    ["an old workbook", Buffer.from("d0cf11e0a1b11ae1", "hex"), "file_workbook"],
    [
      "UTF-16",
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("naam;e-mail\n", "utf16le")]),
      "file_utf16",
    ],
    ["UTF-16 without its mark", Buffer.from("naam;e-mail\n", "utf16le"), "file_utf16"],
    ["a picture", Buffer.from("89504e470d0a1a0a", "hex"), "file_not_text"],
    ["a page", "<!DOCTYPE html><html>", "file_not_text"],
    ["NUL", "naam;e-mail\nAnna\0;anna@linde.nl", "file_not_text"],
    ["nothing", "", "file_empty"],
    ["a first row alone", "naam;e-mail\n", "file_empty"],
  ])("that is %s is refused by its content", async (_, content, code) => {
    await expect(file(content)).rejects.toEqual(refusal(code));
  });

  test("over 20 MB is refused without reading on", async () => {
    let read = 0;
    async function* wide() {
      for (;;) {
        read += 65_536;
        yield Buffer.alloc(65_536, "x");
      }
    }
    await expect(readFile(wide())).rejects.toEqual(refusal("file_too_large"));
    expect(read).toBeLessThan(MOST_BYTES + 2 * 1024 * 1024);
  });

  test("of 50,001 rows is refused, of 50,000 it is read", async () => {
    const rows = (count: number) => `naam;e-mail\n${"A;a@linde.nl\n".repeat(count)}`;
    expect((await file(rows(MOST_ROWS))).rows.length).toBe(MOST_ROWS);
    await expect(file(rows(MOST_ROWS + 1))).rejects.toEqual(refusal("file_too_many_rows"));
  });

  test("with a cell of 1 MB has that one row refused and cut", async () => {
    const { rows } = await file(
      `naam;e-mail\nA;a@linde.nl\n${"x".repeat(1_000_000)};b@linde.nl\nC;c@linde.nl`,
    );
    expect(rows.map(({ isLarge }) => isLarge)).toEqual([false, true, false]);
    expect(rows[1]?.given[0]?.length).toBe(100);
  });

  test("of the largest size takes little memory", async () => {
    const bytes = Buffer.alloc(MOST_BYTES, `${"x".repeat(300)};anna@linde.nl;${"y".repeat(200)}\n`);
    const before = process.memoryUsage().rss;
    await file(bytes);
    expect(process.memoryUsage().rss - before).toBeLessThan(250 * 1024 * 1024);
  });
});

describe("S1 a pasted list", () => {
  const entries = (text: string) =>
    addressesIn(text).map(({ name, email }) => (name ? `${name}|${email}` : email));
  test.each([
    ["a@x.nl, b@x.nl,c@x.nl", ["a@x.nl", "b@x.nl", "c@x.nl"]],
    ["a@x.nl; b@x.nl;\nc@x.nl", ["a@x.nl", "b@x.nl", "c@x.nl"]],
    ["a@x.nl b@x.nl\tc@x.nl", ["a@x.nl", "b@x.nl", "c@x.nl"]],
    ["Anna de Vries <a@x.nl>, Bo <b@x.nl>", ["Anna de Vries|a@x.nl", "Bo|b@x.nl"]],
    ['"De Vries, Anna" <a@x.nl>; Jansen, Bo <b@x.nl>', ["De Vries, Anna|a@x.nl", "Jansen, Bo|b@x.nl"]],
    ["De Vries, Anna <a@x.nl>, b@x.nl", ["De Vries, Anna|a@x.nl", "b@x.nl"]],
    ["Anna <a@x.nl>, b@x.nl; c@x.nl d@x.nl", ["Anna|a@x.nl", "b@x.nl", "c@x.nl", "d@x.nl"]],
    ["Anna de Vries a@x.nl", ["Anna de Vries|a@x.nl"]],
    ['Anna de Vries;a@x.nl\n"Jansen, Bo";b@x.nl', ["Anna de Vries|a@x.nl", "Jansen, Bo|b@x.nl"]],
    ["Anna;a@x.nl;Member\nBo\tb@x.nl", ["Anna|a@x.nl", "Member", "Bo|b@x.nl"]],
    ["anna.x.nl;b@x.nl\nc@x.nl", ["anna.x.nl", "b@x.nl", "c@x.nl"]],
    ["anna; b@x.nl", ["anna", "b@x.nl"]],
    ["bo at linde", ["bo at linde"]],
    ['"open a@x.nl, b@x.nl', ['"open|a@x.nl', "b@x.nl"]],
  ])("%j is understood", (text, expected) => {
    expect(entries(text)).toEqual(expected);
  });

  test("S2 beside a column of roles the one of functions is left alone", async () => {
    const { mapping } = await readPasted("Functie\tNaam\tE-mail\tRol\nWijkzorg\tAnna\tanna@linde.nl\tMember");
    expect(mapping).toEqual({ name: 1, email: 2, role: 3 });
    expect((await readPasted("Naam\tE-mail\tFunctie\nAnna\ta@x.nl\tMember")).mapping).toMatchObject({
      role: 2,
    });
  });

  test("or cells of a spreadsheet are told apart", async () => {
    const table = await readPasted("Anna\tanna@linde.nl\tPlanner\nBo\tbo@linde.nl\tViewer");
    expect(table.mapping satisfies Mapping).toEqual({ email: 1, name: 0, role: 2 });
    expect((await readPasted("naam,e-mail\nAnna,anna@linde.nl")).rows).toHaveLength(1);
    expect((await readPasted("a@x.nl, b@x.nl")).rows).toHaveLength(2);
    await expect(readPasted(" \n\t")).rejects.toEqual(refusal("file_empty"));
  });

  test("of a million commas takes no time worth telling", async () => {
    const { rows } = await readPasted(`a@x.nl${",".repeat(1_000_000)}`).catch(() => ({ rows: [] }));
    expect(rows.length).toBeLessThan(2);
  });
});
