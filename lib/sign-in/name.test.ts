import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { enterTenant, lookUp, withSystem } from "@/lib/access/doors";
import { userNameKeyOf } from "@/lib/people/user-name";
import { newIdentity, newMember, newTenant, PASSWORD, type Tenant } from "@/lib/testing/factories";
import { checkPassword } from "./check-password";
import { companyAt, doorOf } from "./company";
import { openRemembered, openWish, sealRemembered, sealWish } from "./door-cookie";
import { limitKeyOf } from "./name";

const unique = () => randomBytes(4).toString("hex");

async function codeOf({ id }: Tenant): Promise<string> {
  const [row] = await lookUp("housekeeping", (db) =>
    db.execute<{ company_code: string }>(sql`select company_code from tenants where id = ${id}`),
  );
  return row?.company_code ?? "";
}

const change = (tenant: Tenant, what: ReturnType<typeof sql>) =>
  withSystem("housekeeping", async (tx) => {
    await enterTenant(tx, tenant.id);
    await tx.execute(what);
  });

/** Somebody with a user name in a company, and its code. */
async function named(userName: string, tenant?: Tenant) {
  const home = tenant ?? (await newTenant());
  const { identity, person } = await newMember(home);
  await change(
    home,
    sql`update people set user_name = ${userName}, user_name_key = ${userNameKeyOf(userName)} where id = ${person.id}`,
  );
  return { home, code: await codeOf(home), identity, person, userName };
}

type Claim = { company?: string; name: string; password?: string };
const attempt = ({ password = PASSWORD, ...claim }: Claim, address = unique()) =>
  checkPassword({ ...claim, password }, { address, device: undefined });
const wrong = { verdict: "wrong", identityId: null };

describe("who is meant at the door", () => {
  test("T17 a user name with the company's code, in any spelling of both", async () => {
    const { code, identity } = await named("A.deVries");
    const right = { verdict: "right", identityId: identity.id, returnTo: null };
    const codes = [code, code.toLowerCase(), ` ${code.replace("-", " ")} `, code.replaceAll("-", "")];
    for (const company of codes) expect(await attempt({ company, name: "a.devries" })).toMatchObject(right);
    for (const name of ["A.DEVRIES", " a.devries ", "ａ.devries"])
      expect(await attempt({ company: code, name })).toMatchObject(right);
  });

  test("H24 the address with the company's code, as the mail of the invitation says", async () => {
    const { code, identity } = await named("a.devries");
    expect(await attempt({ company: code, name: identity.email.toUpperCase() })).toMatchObject({
      verdict: "right",
      identityId: identity.id,
    });
  });

  test("is nobody by a user name without a code, or with another company's", async () => {
    const anna = await named("a.devries");
    const ben = await named("a.devries");
    expect(await attempt({ name: "a.devries" })).toEqual(wrong);
    expect(await attempt({ company: ben.code, name: "a.devries" })).toMatchObject({
      identityId: ben.identity.id,
    });
    expect(await attempt({ company: anna.code, name: "a.devries" })).toMatchObject({
      identityId: anna.identity.id,
    });
  });

  test("H26 whatever of the three is wrong is answered alike, and says nothing about who is known", async () => {
    const { code, identity } = await named("a.devries");
    const stranger = await newIdentity();
    const claims: Claim[] = [
      { company: `none-${unique()}`, name: "a.devries" },
      { company: code, name: "nobody" },
      { company: code, name: stranger.email },
      { company: `none-${unique()}`, name: identity.email },
      { company: "\u0000", name: "a.devries" },
      { company: code, name: "\u0000" },
      { company: "x".repeat(64), name: "a.devries" },
    ];
    for (const claim of claims) expect(await attempt(claim)).toEqual(wrong);
    const known = await attempt({ company: code, name: "a.devries", password: "not the password" });
    expect(Object.keys(known).sort()).toEqual(["identityId", "verdict"]);
    expect(known.verdict).toBe("wrong");
  });

  test("H26 who has left, or whose company is closed, is nobody there", async () => {
    const { home, code, person } = await named("a.devries");
    await change(home, sql`update people set left_at = clock_timestamp() where id = ${person.id}`);
    expect(await attempt({ company: code, name: "a.devries" })).toEqual(wrong);
    await change(home, sql`update people set left_at = null where id = ${person.id}`);
    expect(await attempt({ company: code, name: "a.devries" })).toMatchObject({ verdict: "right" });
    await change(home, sql`update tenants set suspended_at = clock_timestamp() where id = ${home.id}`);
    expect(await attempt({ company: code, name: "a.devries" })).toEqual(wrong);
    expect(await companyAt(code)).toBeNull();
  });

  test("a user name that is somebody else's address does not stand in the way of that address", async () => {
    const { home, code } = await named("a.devries");
    const ben = await newMember(home);
    const eve = await newMember(home);
    await change(
      home,
      sql`update people set user_name = ${ben.identity.email}, user_name_key = ${ben.identity.email} where id = ${eve.person.id}`,
    );
    expect(await attempt({ company: code, name: ben.identity.email })).toMatchObject({
      identityId: ben.identity.id,
    });
  });
});

describe("tries with a company code", () => {
  test("are counted for the name and the code together, known or not, in any spelling", async () => {
    const { code } = await named("a.devries");
    for (const [company, name] of [
      [code, "a.devries"],
      [`none-${unique()}`, "piet"],
    ] as const) {
      const spelled = [name, name.toUpperCase(), ` ${name}`, name, name];
      for (const one of spelled)
        expect((await attempt({ company: company.toLowerCase(), name: one, password: "no" })).verdict).toBe(
          "wrong",
        );
      expect((await attempt({ company, name, password: "no" })).verdict).toBe("wait");
      expect((await attempt({ company: `${company}x`, name, password: "no" })).verdict).toBe("wrong");
    }
  });

  test("of one person's address have one key however it is written, and none is shared between companies", () => {
    expect(limitKeyOf({ name: "Anna@Bücher.test" })).toBe(limitKeyOf({ name: " anna@xn--bcher-kva.test" }));
    expect(limitKeyOf({ company: "LINDE-42", name: "Piet" })).toBe(
      limitKeyOf({ company: "linde 42", name: "piet" }),
    );
    expect(limitKeyOf({ company: "a", name: "piet" })).not.toBe(limitKeyOf({ company: "b", name: "piet" }));
    expect(limitKeyOf({ company: "a", name: "piet" })).not.toBe(limitKeyOf({ name: "piet" }));
  });
});

test("H26 a company shows its look by its code, and nothing of its people", async () => {
  const tenant = await newTenant({ name: "Bakkerij Zon", companyCode: `Zon ${unique()}` });
  const code = await codeOf(tenant);
  const shown = await companyAt(code.toUpperCase().replace(" ", "-"));
  expect(shown).toMatchObject({ code, name: "Bakkerij Zon" });
  expect(Object.keys(shown ?? {}).sort()).toEqual([
    "accent",
    "code",
    "contact",
    "name",
    "oldSignIn",
    "policy",
  ]);
  expect(doorOf("LINDE 42/é")).toMatch(/\/sign-in\/LINDE-42%2F%C3%A9$/);
});

describe("H25 what a device remembers", () => {
  const kept = { company: "LINDE-42", name: "a.devries" };

  test("is the code and the name, and can hold nothing else", () => {
    const cookie = sealRemembered({ ...kept, password: PASSWORD } as typeof kept);
    expect(openRemembered(cookie)).toEqual(kept);
    expect(cookie).not.toContain("devries");
  });

  test("is refused when tampered with, made for something else, or not sealed at all", () => {
    const cookie = sealRemembered(kept);
    const [id, iv, sealed = "", tag] = cookie.split(".");
    const turned = (sealed.startsWith("A") ? "B" : "A") + sealed.slice(1);
    const wish = sealWish({ identityId: crypto.randomUUID(), remembered: kept });
    for (const bad of [[id, iv, turned, tag].join("."), wish, JSON.stringify(kept), "", "....", undefined])
      expect(openRemembered(bad)).toBeNull();
    expect(openWish(cookie)).toBeNull();
    expect(openWish(wish)).toMatchObject({ remembered: kept });
  });
});
