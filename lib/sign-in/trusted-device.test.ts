import { sql } from "drizzle-orm";
import { generate } from "otplib";
import { describe, expect, test } from "vitest";
import { lookUp, withIdentity, withSystem } from "@/lib/access/doors";
import { isFresh } from "@/lib/access/fresh";
import type { BuiltInRole } from "@/lib/access/permissions";
import { type CodeOutcome, signInWithCode } from "@/lib/factors/sign-in-code";
import { sessionIn } from "@/lib/testing/arrival";
import { newMember, newTenant, trace } from "@/lib/testing/factories";
import { type Begun, beginSignIn } from "./begin";
import { flowOf } from "./flow";
import { readSession } from "./session";
import { forgetDevices } from "./trusted-device";

const change = (query: ReturnType<typeof sql>) => withSystem("housekeeping", (tx) => tx.execute(query));

const begin = (identityId: string, trusted?: string): Promise<Begun> =>
  withSystem(
    "sign in",
    (tx) => beginSignIn(tx, { verdict: "right", identityId, returnTo: null, trusted }),
    trace,
  );

async function trustedBy(days: number, role: BuiltInRole = "member", trust: "yes" | "no" = "yes") {
  const home = await newTenant({}, { trustedDays: days });
  const { identity } = await newMember(home, role);
  const begun = await begin(identity.id);
  const flow = await flowOf("sign-in", "flow" in begun ? begun.flow : "", trace);
  if (!flow) throw new Error("no flow");
  const code = await generate({ secret: identity.key ?? "" });
  const done = await withIdentity<"sign-in", CodeOutcome>(flow.self, (tx) =>
    signInWithCode(tx, { code, trust: trust === "yes" ? trust : undefined }),
  );
  const trusted = done.verdict === "right" ? (done.trusted ?? null) : null;
  return { home, id: identity.id, trusted, secret: trusted?.secret ?? "" };
}

describe("a trusted device", () => {
  test("skips the second step, by a secret that is new each time, and is never fresh", async () => {
    const { id, secret } = await trustedBy(14);
    const again = await begin(id, secret);
    if (again.next !== "in") throw new Error(again.next);
    const session = await readSession(sessionIn(again), false);
    expect(session?.proofs.map(({ kind }) => kind)).toEqual(["password", "trusted_device"]);
    expect(isFresh({ proofs: session?.proofs ?? [] })).toBe(false);
    expect(await begin(id, secret)).toMatchObject({ next: "code" });
    expect(await begin(id, again.trusted?.secret)).toMatchObject({ next: "in" });
  });

  test("is kept as a hash, until the day it was trusted for", async () => {
    const { id, secret, trusted } = await trustedBy(14);
    const rows = await lookUp("housekeeping", (db) =>
      db.execute(sql`select * from trusted_devices where identity_id = ${id}`),
    );
    expect(JSON.stringify([...rows])).not.toContain(secret);
    expect(Math.round(((trusted?.until.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(14);
    await change(sql`update trusted_devices set expires_at = clock_timestamp() where identity_id = ${id}`);
    expect(await begin(id, secret)).toMatchObject({ next: "code" });
  });

  test.each([
    ["the rules allow none", 0, "member", "yes"],
    ["it is not wished for", 14, "member", "no"],
    ["its owner has power over others", 14, "owner", "yes"],
  ] as const)("is not there when %s", async (_why, days, role, trust) => {
    expect((await trustedBy(days, role, trust)).trusted).toBeNull();
  });

  test("of somebody else, or of nobody, is asked the code", async () => {
    const [anna, ben] = [await trustedBy(14), await trustedBy(14)];
    expect(await begin(anna.id, ben.secret)).toMatchObject({ next: "code" });
    expect(await begin(anna.id, "x".repeat(43))).toMatchObject({ next: "code" });
    expect(await begin(ben.id, ben.secret)).toMatchObject({ next: "in" });
  });

  test("obeys the rules of now: stricter ones count at once", async () => {
    const { id, home, secret } = await trustedBy(14);
    await change(
      sql`update trusted_devices set created_at = created_at - interval '3 days' where identity_id = ${id}`,
    );
    await change(sql`update tenants set policy = '{"trustedDays": 2}'::jsonb where id = ${home.id}`);
    expect(await begin(id, secret)).toMatchObject({ next: "code" });
    await change(sql`update tenants set policy = '{"trustedDays": 5}'::jsonb where id = ${home.id}`);
    expect(await begin(id, secret)).toMatchObject({ next: "in" });
  });

  test("is forgotten with every other one of that person, and of nobody else", async () => {
    const [anna, ben] = [await trustedBy(14), await trustedBy(14)];
    const forget = () => withSystem("housekeeping", (tx) => forgetDevices(tx, anna.id));
    expect([await forget(), await forget()]).toEqual([1, 0]);
    expect(await begin(anna.id, anna.secret)).toMatchObject({ next: "code" });
    expect(await begin(ben.id, ben.secret)).toMatchObject({ next: "in" });
  });

  test("of ten sign-ins at once with one secret serves one", async () => {
    const { id, secret } = await trustedBy(14);
    const all = await Promise.all(Array.from({ length: 10 }, () => begin(id, secret)));
    expect(all.filter(({ next }) => next === "in")).toHaveLength(1);
  });
});
