import { describe, expect, test } from "vitest";
import { Email, emailKeyOf, keyOf, looksShared, maskedEmail } from "./email";

const localOf = (length: number) => "a".repeat(length);
const domainOf = (length: number) => `${`${"d".repeat(49)}.`.repeat(5).slice(0, length - 5)}.test`;

describe("an address has one form", () => {
  test.each([
    ["Anna@Linde.TEST", "anna@linde.test"],
    ["  anna@linde.test\n", "anna@linde.test"],
    ["anna@bücher.test", "anna@xn--bcher-kva.test"],
    ["anna@BU\u0308CHER.test", "anna@xn--bcher-kva.test"],
    ["anna@xn--bcher-kva.test", "anna@xn--bcher-kva.test"],
    ["anna@straße.test", "anna@xn--strae-oqa.test"],
    ["o'neil/x@linde.test", "o'neil/x@linde.test"],
  ])("%j is %s", (typed, key) => {
    expect(emailKeyOf(typed)).toBe(key);
    expect(Email.safeParse(typed).success).toBe(true);
  });

  test("plus and dots are kept: they may be other people's mailboxes", () => {
    expect(keyOf("anna+test@linde.test")).toBe("anna+test@linde.test");
    expect(keyOf("an.na@linde.test")).not.toBe(keyOf("anna@linde.test"));
  });

  test("254 characters are an address, 255 are not", () => {
    const longest = `${localOf(64)}@${domainOf(189)}`;
    expect(longest).toHaveLength(254);
    expect(emailKeyOf(longest)).toBe(longest);
    expect(emailKeyOf(`${localOf(64)}@${domainOf(190)}`)).toBeNull();
    expect(emailKeyOf(`${localOf(65)}@linde.test`)).toBeNull();
  });
});

describe("what could reach another mailbox is not an address", () => {
  test.each([
    ["a full-width @", "anna\uff20linde.test"],
    ["a second, full-width @", "anna\uff20evil.test@linde.test"],
    ["a full-width letter", "anna@\uff4cinde.test"],
    ["a quoted local part", '"anna@evil.test"@linde.test'],
    ["a list with a comma", "anna@linde.test,ben@evil.test"],
    ["a list with a semicolon", "anna@linde.test;ben@evil.test"],
    ["a list with a space", "anna@linde.test ben@evil.test"],
    ["a name in front", "Anna <anna@linde.test>"],
    ["a comment", "anna(x)@linde.test"],
    ["a zero-width space", "an\u200bna@linde.test"],
    ["a zero-width joiner in the domain", "anna@lin\u200dde.test"],
    ["a direction mark", "anna@\u202elinde.test"],
    ["a line break", "anna@linde.test\r\nBcc: ben@evil.test"],
    ["a null character", "anna\u0000@linde.test"],
    ["a Cyrillic local part", "\u0430nna@linde.test"],
    ["circled letters that mean others", "anna@\u24dbinde.test"],
    ["bold letters that mean others", "anna@\u{1d425}inde.test"],
    ["an ideographic full stop", "anna@linde\u3002test"],
    ["percent signs that mean letters", "anna@lind%65.test"],
    ["a path behind the domain", "anna@linde.test/evil"],
    ["a question behind the domain", "anna@linde.test?evil"],
    ["a port behind the domain", "anna@linde.test:25"],
    ["a number as the domain", "anna@0x7f.1"],
    ["an address in brackets", "anna@[127.0.0.1]"],
    ["a domain without a dot", "anna@localhost"],
    ["a dot at the end", "anna@linde.test."],
    ["two dots", "an..na@linde.test"],
    ["no local part", "@linde.test"],
    ["no @", "linde.test"],
    ["nothing", ""],
  ])("%s", (_what, typed) => {
    expect(emailKeyOf(typed)).toBeNull();
    expect(Email.safeParse(typed).success).toBe(false);
    expect(() => keyOf(typed)).toThrow("not an address");
  });
});

test("the key of a key is itself, whatever was typed", () => {
  const parts = [
    "anna",
    "An.Na",
    "+x",
    "é",
    "@",
    "@linde.test",
    "@BÜCHER.test",
    ".",
    " ",
    "\u200b",
    "%61",
    "ß.test",
    "xn--",
  ];
  // A small generator with a fixed beginning, so that a failure can be repeated.
  let state = 7;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  let understood = 0;
  for (let round = 0; round < 5000; round++) {
    const typed = Array.from({ length: 1 + next(4) }, () => parts[next(parts.length)]).join("");
    const key = emailKeyOf(typed);
    if (key === null) continue;
    understood += 1;
    expect(emailKeyOf(key)).toBe(key);
    expect(key).toMatch(/^[\x21-\x7e]+$/);
  }
  expect(understood).toBeGreaterThan(50);
});

test("a mailbox that several people read is recognised, not refused", () => {
  expect(looksShared("Info@linde.test")).toBe(true);
  expect(looksShared("anna@linde.test")).toBe(false);
  expect(Email.safeParse("info@linde.test").success).toBe(true);
});

test("a masked address shows one letter and the domain", () => {
  expect(maskedEmail("anna@linde.test")).toBe("a•••@linde.test");
});
