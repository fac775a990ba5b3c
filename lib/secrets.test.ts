import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { macOf, newSecret, readableCode, readSigned, seal, sha256, signed, unseal } from "./secrets";

/** The same bytes with one bit of one of them turned. */
function bent(part: string): string {
  const bytes = Buffer.from(part, "base64url");
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return bytes.toString("base64url");
}

describe("a sealed text", () => {
  test("comes back as it was, and never looks the same twice", () => {
    const text = "De sleutel van Zoë 🔑";
    const [one, two] = [seal(text, "totp|a|b"), seal(text, "totp|a|b")];
    expect(one).not.toBe(two);
    expect(one).not.toContain("sleutel");
    expect([unseal(one, "totp|a|b"), unseal(two, "totp|a|b")]).toEqual([text, text]);
  });

  test("cannot be moved to another row", () => {
    expect(() => unseal(seal("key", "totp|a|b"), "totp|a|c")).toThrow();
  });

  test.each([1, 2, 3])("does not open once its part %i was changed", (index) => {
    const parts = seal("a key of somebody", "row").split(".");
    parts[index] = bent(parts[index] ?? "");
    expect(() => unseal(parts.join("."), "row")).toThrow();
  });

  test("does not open with a shortened tag", () => {
    const [id, iv, text, tag = ""] = seal("key", "row").split(".");
    const short = Buffer.from(tag, "base64url").subarray(0, 4).toString("base64url");
    expect(() => unseal([id, iv, text, short].join("."), "row")).toThrow();
  });

  test("names the missing key, and never the text", () => {
    const moved = seal("key", "row").replace(/^k1\./, "k0.");
    expect(() => unseal(moved, "row")).toThrow('sealed with key "k0", which is not in PORTICO_SEAL_KEYS');
    expect(() => unseal("", "row")).toThrow("PORTICO_SEAL_KEYS");
  });
});

describe("a signed text", () => {
  test("is read back, and only for its purpose", () => {
    const cookie = signed("device", "abc:def");
    expect(readSigned("device", cookie)).toBe("abc:def");
    expect(readSigned("door", cookie)).toBeNull();
  });

  test.each([undefined, "", ".", "abc", "abc.", "abc:def.AAAA", `${"x".repeat(5000)}.y`])(
    "%j is nobody's",
    (value) => {
      expect(readSigned("device", value)).toBeNull();
    },
  );

  test("is nobody's once a letter was changed", () => {
    const cookie = signed("device", "abc:def");
    expect(readSigned("device", cookie.replace("abc", "abd"))).toBeNull();
    expect(readSigned("device", `${cookie.slice(0, -3)}AAA`)).toBeNull();
  });
});

test("a keyed hash differs by purpose and is not the plain one", () => {
  expect(macOf("limit", "anna").equals(macOf("limit", "anna"))).toBe(true);
  expect(macOf("limit", "anna").equals(macOf("device", "anna"))).toBe(false);
  expect(macOf("limit", "anna").equals(sha256("anna"))).toBe(false);
});

test("a secret has 256 random bits and fits into an address", () => {
  const many = new Set(Array.from({ length: 500 }, newSecret));
  expect(many.size).toBe(500);
  for (const one of many) expect(one).toMatch(/^[\w-]{43}$/);
  expect(Buffer.from(newSecret(), "base64url")).toHaveLength(randomBytes(32).length);
});

test("a code to read aloud has no 0 O 1 I L, and uses all other characters alike", () => {
  const text = readableCode(31_000);
  expect(text).toMatch(/^[2-9A-HJKMNP-Z]+$/);
  const counts = new Map<string, number>();
  for (const one of text) counts.set(one, (counts.get(one) ?? 0) + 1);
  expect(counts.size).toBe(31);
  // A thousand of each is expected; six deviations away is no chance.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(200);
});
