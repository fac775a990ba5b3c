import { randomBytes } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { identities } from "@/db/schema/identities";
import { lookUp, withSystem } from "@/lib/access/doors";
import { clearRun, isStopped } from "@/lib/identity/limits";
import { needsRehash } from "@/lib/identity/password";
import { pepper } from "@/lib/secrets";
import { anyEmail, newIdentity, PASSWORD } from "@/lib/testing/factories";
import { checkPassword } from "./check-password";
import { deviceFor } from "./known-device";
import { limitKeyOf } from "./name";

const attempt = (name: string, password: string, device?: string) =>
  checkPassword({ name, password }, { address: randomBytes(4).toString("hex"), device });

/** As if so many had been wrong before, and the wait were over. */
const failBefore = async (name: string, tries: number) => {
  await attempt(name, "not the password");
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update limits set tries = ${tries}, blocked_until = null where span = 'run'`),
  );
};

test.each([
  ["a known name", async () => (await newIdentity()).email],
  ["an unknown name", async () => anyEmail()],
])("after a hundred wrong passwords in a row the password of %s is switched off", async (_what, name) => {
  const email = await name();
  await failBefore(email, 98);
  expect((await attempt(email, "wrong")).verdict).toBe("wrong");
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update limits set blocked_until = null where span = 'run'`),
  );
  expect((await attempt(email, "wrong")).verdict).toBe("wrong");
  const told = await attempt(email, PASSWORD);
  expect(told.verdict === "wait" && isStopped(told.until)).toBe(true);
});

test("a device that is known still gets in, and a new password ends the run", async () => {
  const { id, email } = await newIdentity();
  await failBefore(email, 99);
  await attempt(email, "wrong");
  expect((await attempt(email, PASSWORD)).verdict).toBe("wait");
  await clearRun("password", limitKeyOf({ name: email }));
  expect((await attempt(email, PASSWORD)).verdict).toBe("right");
  await failBefore(email, 99);
  await attempt(email, "wrong");
  expect((await attempt(email, PASSWORD, deviceFor(id, undefined))).verdict).toBe("right");
});

const hashOf = async (id: string) => {
  const [row] = await lookUp("housekeeping", (db) =>
    db.select().from(identities).where(eq(identities.id, id)),
  );
  return row;
};

test("a right password is hashed anew when the parameters have changed; a wrong one changes nothing", async () => {
  const { id, email } = await newIdentity();
  const weak = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1, secret: pepper() });
  expect(needsRehash(weak)).toBe(true);
  await withSystem("housekeeping", (tx) =>
    tx.update(identities).set({ passwordHash: weak }).where(eq(identities.id, id)),
  );
  const before = await hashOf(id);
  expect((await attempt(email, "wrong")).verdict).toBe("wrong");
  expect((await hashOf(id))?.passwordHash).toBe(weak);
  expect((await attempt(email, PASSWORD)).verdict).toBe("right");
  const after = await hashOf(id);
  expect(needsRehash(after?.passwordHash ?? "")).toBe(false);
  expect(after?.passwordSetAt).toEqual(before?.passwordSetAt);
  expect((await attempt(email, PASSWORD)).verdict).toBe("right");
  expect((await hashOf(id))?.passwordHash).toBe(after?.passwordHash);
});
