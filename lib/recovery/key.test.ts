import { eq, sql } from "drizzle-orm";
import { generate } from "otplib";
import { expect, test } from "vitest";
import { backupCodes, factors } from "@/db/schema/factors";
import { sessions } from "@/db/schema/sessions";
import type { FlowSelf } from "@/lib/access/actor";
import { lookUp, withIdentity, withSystem } from "@/lib/access/doors";
import { hashedCodes } from "@/lib/factors/backup-codes";
import { pendingTotp } from "@/lib/factors/enrol-totp";
import { finishSecondStep, type SetUpOutcome } from "@/lib/factors/finish-second-step";
import { type CodeOutcome, signInWithCode } from "@/lib/factors/sign-in-code";
import { showOwnLink } from "@/lib/identity/link-state";
import { flowOf, startFlow } from "@/lib/sign-in/flow";
import { newMember, newTenant, PASSWORD, trace } from "@/lib/testing/factories";
import { linkFor, recoveryOf, spend } from "@/lib/testing/recovery";
import { checkKeyProofs, type KeyDraft, type KeyOutcome, setUpKey } from "./set-up-key";

const newPerson = async (options: { secondStep?: boolean } = {}) =>
  (await newMember(await newTenant({}, { preset: "track" }), "member", options)).identity;

async function confirm(self: FlowSelf<"recovery">, draft: Partial<KeyDraft>): Promise<KeyOutcome> {
  const full: KeyDraft = { password: PASSWORD, by: "app", ...draft };
  const proofs = await checkKeyProofs(self, full, { address: self.identityId, device: undefined });
  return withIdentity<"recovery", KeyOutcome>(self, (tx) => setUpKey(tx, full, proofs));
}

const codeFor = (key: string | null) => generate({ secret: key ?? "" });

async function setUpOf(outcome: KeyOutcome) {
  const flow = await flowOf("activation", "flow" in outcome ? outcome.flow : undefined, trace);
  if (!flow) throw new Error("no set-up");
  const pending = await withIdentity<"activation", Awaited<ReturnType<typeof pendingTotp>>>(
    flow.self,
    pendingTotp,
  );
  return { self: flow.self, key: pending?.secret ?? "" };
}

/** What the page of the code answers at a sign-in. */
async function signInCode(identityId: string, code: string): Promise<string> {
  const flow = await withSystem("sign in", (tx) =>
    startFlow(tx, { purpose: "sign-in", identityId, state: "code" }),
  );
  const found = await flowOf("sign-in", flow, trace);
  if (!found) throw new Error("no flow");
  const outcome = await withIdentity<"sign-in", CodeOutcome>(found.self, (tx) =>
    signInWithCode(tx, { code }),
  );
  return outcome.verdict;
}

/** As if half a minute had passed. */
const letCodesWorkAgain = (identityId: string) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(sql`update factors set last_step = null where identity_id = ${identityId}`),
  );

const live = (identityId: string) =>
  lookUp("housekeeping", (db) =>
    db
      .select()
      .from(factors)
      .where(sql`identity_id = ${identityId} and confirmed_at is not null and ended_at is null`),
  );
const sessionsOf = (identityId: string) =>
  lookUp("housekeeping", (db) => db.select().from(sessions).where(eq(sessions.identityId, identityId)));

test("T20 a key's link is spent once, of fifty at once", async () => {
  const { email } = await newPerson();
  const secret = await linkFor(email, "key");
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => spend(secret, "key")));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await showOwnLink(secret))?.state).toBe("spent");
});

test("a mailbox alone makes no key: the password is asked first, and is counted as at sign-in", async () => {
  const { id, email } = await newPerson({ secondStep: false });
  const { self, state } = await recoveryOf(email, "key");
  expect(state).toBe("key");
  for (let n = 0; n < 5; n++)
    expect(await confirm(self, { password: "not the password" })).toEqual({ verdict: "wrong_password" });
  await expect(confirm(self, {})).rejects.toMatchObject({ code: "too_many" });
  expect(await live(id)).toEqual([]);
});

test("T8 the first key: link and password lead to the set-up, without a session", async () => {
  const { id, email } = await newPerson({ secondStep: false });
  const { self } = await recoveryOf(email, "key");
  const { self: setUp, key } = await setUpOf(await confirm(self, {}));
  const done = await withIdentity<"activation", SetUpOutcome>(setUp, async (tx) =>
    finishSecondStep(tx, { code: await codeFor(key) }),
  );
  expect(done).toMatchObject({ verdict: "right" });
  expect(await live(id)).toHaveLength(1);
  await expect(confirm(self, {})).rejects.toMatchObject({ code: "flow_over" });
});

test("T19 the old key works until the new one is confirmed, and is then told as the old one", async () => {
  const { id, email, key: old } = await newPerson();
  const { self } = await recoveryOf(email, "key");
  const { self: setUp, key } = await setUpOf(await confirm(self, { code: await codeFor(old) }));
  await letCodesWorkAgain(id);
  expect(await sessionsOf(id)).toEqual([]);
  expect(await signInCode(id, await codeFor(old))).toBe("right");
  await withIdentity<"activation", SetUpOutcome>(setUp, async (tx) =>
    finishSecondStep(tx, { code: await codeFor(key) }),
  );
  expect(await live(id)).toHaveLength(1);
  expect(await signInCode(id, await codeFor(old))).toBe("old_key");
});

test("a new key in the place of an old one asks for the password and a second proof", async () => {
  const { id, email, key } = await newPerson();
  const { self } = await recoveryOf(email, "key");
  expect(await confirm(self, {})).toMatchObject({ by: "app", no: { verdict: "form" } });
  const wrong = await generate({ secret: key ?? "", epoch: 30 });
  expect(await confirm(self, { code: wrong })).toMatchObject({ by: "app", no: { verdict: "wrong" } });
  // A wrong password with the right code does not use the code up.
  const code = await codeFor(key);
  expect(await confirm(self, { password: "wrong", code })).toEqual({ verdict: "wrong_password" });
  expect(await confirm(self, { code })).toMatchObject({ verdict: "right" });
  expect(await live(id)).toHaveLength(1);
});

test("a backup code is a second proof, and is used up", async () => {
  const { id, email } = await newPerson();
  const CODE = "ABCDEFGHJKMNPQRS";
  const [hashed] = await hashedCodes([CODE]);
  await withSystem("housekeeping", (tx) =>
    tx.insert(backupCodes).values({ ...hashed, identityId: id } as never),
  );
  const { self } = await recoveryOf(email, "key");
  expect(await confirm(self, { by: "backup", code: CODE })).toMatchObject({
    verdict: "right",
    proof: "backup_code",
  });
  const again = await recoveryOf(email, "key");
  expect(await confirm(again.self, { by: "backup", code: CODE })).toMatchObject({ by: "backup", no: "used" });
});

test("a recovery for a password is none for a key", async () => {
  const { email, key } = await newPerson();
  const { self } = await recoveryOf(email);
  await expect(confirm(self, { code: await codeFor(key) })).rejects.toMatchObject({ code: "flow_over" });
});
