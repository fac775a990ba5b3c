import { describe, expect, test } from "vitest";
import { matchesSlowHash, Password, passwordFault, slowHash } from "./password";

const context = ["Zorggroep Linde", "zorggroep-linde", "Anna de Vries", "anna.devries@linde.test"];
const fault = (password: string, length = 12) =>
  passwordFault(password, { passwordLength: length, capitals: 0, digits: 0 }, context);

describe("a new password", () => {
  test.each([
    "abcdefghijklmnopqrst",
    "vier blauwe fietsen",
    "🦊🐻🐼🐨🦁🐯🐮🐷🐸🐵🐔🐧",
    "pässwörter überall",
    "correct horse battery staple",
    "de annalen van het ziekenhuis",
  ])("may be %j: no rule asks for capitals, digits or signs", (password) => {
    expect(fault(password)).toBeNull();
  });

  test("is counted in characters as people see them, not in bytes or code units", () => {
    const emoji = ["🦊", "🐻", "🐼", "🐨", "🦁", "🐯", "🐮", "🐷", "🐸", "🐵", "🐔", "🐧"];
    expect(fault(emoji.join(""))).toBeNull();
    expect(fault(emoji.slice(1).join(""))).toBe("password_short");
    expect(fault("ü".normalize("NFC").repeat(11))).toBe("password_short");
  });

  test("has the length the policy asks for, 64 and 256 characters too", () => {
    expect(fault("blauwe fiets", 12)).toBeNull();
    expect(fault("blauwe fiets", 13)).toBe("password_short");
    expect(fault("lange zin met woorden ".repeat(3).slice(0, 64), 64)).toBeNull();
    expect(fault("lange zin met woorden ".repeat(12).slice(0, 256))).toBeNull();
  });

  test.each([
    "123456789012",
    "qwertyuiop123",
    "password1234",
    "Password1234",
    "unbelievable",
    "aaaaaaaaaaaaaaa",
    "ababababababab",
  ])("%j is on everybody's list", (password) => expect(fault(password, 8)).toBe("password_common"));

  test.each([
    "zorggroep2026",
    "ZorggroepPortal2026",
    "LindePortal2026",
    "ZorggroepLinde2026",
    "ZorggroepLindePortal2026!",
    "anna.devries1",
    "AnnaDeVries2026",
    "devriesDEVRIES",
    "PorticoPortico1",
    "Portico-Linde-26",
  ])("%j leans on a word that everybody here knows", (password) => {
    expect(fault(password)).toBe("password_context");
  });
});

describe("T15 a policy with 8 characters, two capitals and two digits", () => {
  const track = (password: string) =>
    passwordFault(password, { passwordLength: 8, capitals: 2, digits: 2 }, context);

  test.each(["TrekVogel42", "ÉénÖkoHuis ٤٢"])("T15 takes %j", (password) =>
    expect(track(password)).toBeNull(),
  );

  test.each([
    ["TrVo42x", "password_short"],
    ["Trekvogel42", "password_capitals"],
    ["trekvogel42", "password_capitals"],
    ["TrekVogel4", "password_digits"],
    ["PassWord12", "password_common"],
    ["AnnaDeVries26", "password_context"],
  ])("T15 refuses %j as %s", (password, why) => expect(track(password)).toBe(why));
});

describe("a typed password", () => {
  test("means the same however its accents were typed", async () => {
    const composed = Password.parse("cafe\u0301 op de hoek");
    expect(composed).toBe("caf\u00e9 op de hoek");
    expect(await matchesSlowHash(await slowHash(composed), Password.parse("caf\u00e9 op de hoek"))).toBe(
      true,
    );
  });

  test("keeps its spaces, capitals and everything else", () => {
    for (const text of ["  spaces around  ", "MiXed", "＠full-width", "tab\there"])
      expect(Password.parse(text)).toBe(text.normalize("NFC"));
  });

  test("over 1,024 bytes is refused before it is hashed, and none is empty", () => {
    const messageOf = (text: string) => Password.safeParse(text).error?.issues[0]?.message;
    expect(messageOf("a".repeat(1024))).toBeUndefined();
    expect(messageOf("a".repeat(1025))).toBe("password_long");
    expect(messageOf("é".repeat(513))).toBe("password_long");
    expect(messageOf("")).toBe("password_missing");
  });
});

describe("the slow hash", () => {
  test("is never cut: 200 characters that differ in the last are two passwords", async () => {
    const start = "wachtwoordzin met veel tekens ".repeat(7).slice(0, 199);
    const hash = await slowHash(`${start}a`);
    expect(await matchesSlowHash(hash, `${start}a`)).toBe(true);
    for (const other of [`${start}b`, `${start}A`, `${start}a `, start, `${start}a\u0000`])
      expect(await matchesSlowHash(hash, other)).toBe(false);
  });

  test("is argon2id with the parameters of the rule, salted, and useless without the pepper", async () => {
    const { verify } = await import("@node-rs/argon2");
    const [one, two] = [await slowHash("correct horse"), await slowHash("correct horse")];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await verify(one, "correct horse")).toBe(false);
  });

  test("without a hash the answer is no, even to the text behind the decoy", async () => {
    expect(await matchesSlowHash(null, "anything")).toBe(false);
    expect(await matchesSlowHash(null, "nobody's password")).toBe(false);
  });
});
