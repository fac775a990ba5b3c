import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { FlowSelf } from "@/lib/access/actor";
import { lookUp, withIdentity } from "@/lib/access/doors";
import { challengeToUse } from "@/lib/passkeys/asked";
import { checkPassword } from "@/lib/sign-in/check-password";
import { flowOf } from "@/lib/sign-in/flow";
import { giveBackupCodes } from "@/lib/testing/backup-codes";
import { newMember, newTenant, PASSWORD, trace } from "@/lib/testing/factories";
import { givePasskey } from "@/lib/testing/give-passkey";
import { recoveryOf } from "@/lib/testing/recovery";
import { type ProofWay, proofWays } from "./proof-ways";
import { type BroughtProof, type Proved, prepareProof, proveReset } from "./prove";
import { resetFacts } from "./reset-facts";
import { hashNewPassword, NewPassword, type PasswordSet, setNewPassword } from "./set-password";
import { checkKeyProofs, type KeyDraft, type KeyOutcome, setUpKey, standingAtKey } from "./set-up-key";

const NEW = "violet kettle marching north";

async function newOwner(policy: Record<string, unknown> = {}, { secondStep = false } = {}) {
  const tenant = await newTenant({}, { preset: "track", ...policy });
  const { identity } = await newMember(tenant, "member", { secondStep });
  return { ...identity, ...(await givePasskey(identity.id)) };
}

const waysOf = (self: FlowSelf<"recovery">) => withIdentity<"recovery", ProofWay[]>(self, proofWays);

type Outcome = Proved | { state: string };

async function prove(self: FlowSelf<"recovery">, brought: BroughtProof): Promise<Outcome> {
  const prepared = await prepareProof(self, brought, "code");
  return withIdentity<"recovery", Outcome>(self, (tx) => proveReset(tx, null, prepared));
}

async function save(self: FlowSelf<"recovery">): Promise<PasswordSet> {
  const draft = NewPassword.parse({ password: NEW, again: NEW });
  const hash = await hashNewPassword(self, draft);
  return withIdentity<"recovery", PasswordSet>(self, (tx) => setNewPassword(tx, draft, hash));
}

async function confirmKey(self: FlowSelf<"recovery">, draft: Partial<KeyDraft>): Promise<KeyOutcome> {
  const full: KeyDraft = { password: PASSWORD, by: "passkey", ...draft };
  const proofs = await checkKeyProofs(self, full, { address: self.identityId, device: undefined });
  return withIdentity<"recovery", KeyOutcome>(self, (tx) => setUpKey(tx, full, proofs));
}

const verdictOf = async (email: string, password: string) =>
  (await checkPassword({ name: email, password }, { address: email, device: undefined })).verdict;

describe("T13 a reset of somebody whose second step is a passkey", () => {
  test("an identity with only a passkey can't get a new password by its mailbox alone", async () => {
    const { id, email, key } = await newOwner({ preset: "modern", passwordLength: 12 });
    expect(key).toBeNull();
    expect((await resetFacts(id)).asks).toBe("passkey");
    const { self, state } = await recoveryOf(email);
    expect(state).toBe("code");
    await expect(save(self)).rejects.toMatchObject({ code: "flow_over" });
    const draft = NewPassword.parse({ password: NEW, again: NEW });
    await expect(
      withIdentity<"recovery", PasswordSet>(self, (tx) => setNewPassword(tx, draft, "a hash")),
    ).rejects.toMatchObject({ code: "flow_over" });
    // Neither a code of an app that is not there, nor an answer that answers nothing, leads on.
    await expect(prove(self, { by: "app", code: "123456" })).rejects.toMatchObject({ code: "way_closed" });
    expect(await prove(self, { by: "passkey", answer: "{}" })).toMatchObject({ by: "passkey" });
    await expect(save(self)).rejects.toMatchObject({ code: "flow_over" });
    expect(await verdictOf(email, PASSWORD)).toBe("right");
  });

  test("asks for the passkey or a backup code, and never for a code of an app that is not there", async () => {
    const { self } = await recoveryOf((await newOwner()).email);
    expect(await waysOf(self)).toEqual(["passkey", "backup"]);
    const closed = await recoveryOf((await newOwner({ recovery: ["support"] })).email);
    expect(await waysOf(closed.self)).toEqual(["passkey"]);
    const both = await recoveryOf((await newOwner({}, { secondStep: true })).email);
    expect(await waysOf(both.self)).toEqual(["app", "passkey", "backup"]);
  });

  test("leads on by the passkey, once, and then the password may be set", async () => {
    const { email, passkey } = await newOwner({ preset: "modern" });
    const { self } = await recoveryOf(email);
    const answer = passkey.use(await challengeToUse(self));
    expect(await prove(self, { by: "passkey", answer })).toEqual({ state: "password" });
    await expect(prove(self, { by: "passkey", answer })).rejects.toMatchObject({ code: "flow_over" });
    expect(await save(self)).toMatchObject({ email, setUp: null });
    expect(await verdictOf(email, NEW)).toBe("right");
  });

  test("takes no passkey of somebody else, nor an answer to a question of another recovery", async () => {
    const anna = await newOwner();
    const ben = await newOwner();
    const { self } = await recoveryOf(anna.email);
    const other = await recoveryOf(ben.email);
    const foreign = anna.passkey.use(await challengeToUse(other.self));
    expect(await prove(self, { by: "passkey", answer: foreign })).toMatchObject({ no: { verdict: "over" } });
    const strange = ben.passkey.use(await challengeToUse(self));
    expect(await prove(self, { by: "passkey", answer: strange })).toMatchObject({
      no: { verdict: "unknown" },
    });
    const refused = await lookUp("verify events", (db) =>
      db.execute(
        sql`select reason from events where identity_id = ${anna.id} and action = 'passkey.refused'`,
      ),
    );
    expect([...refused].map(({ reason }) => reason)).toEqual(["over", "unknown"]);
  });

  test("T14 counts wrong passkeys as it counts codes", async () => {
    const { email, passkey } = await newOwner();
    const { self } = await recoveryOf(email);
    for (let n = 0; n < 5; n++) await prove(self, { by: "passkey", answer: "{}" });
    const answer = passkey.use(await challengeToUse(self));
    await expect(prove(self, { by: "passkey", answer })).rejects.toMatchObject({ code: "link_tries_over" });
  });

  test("leads on by a backup code to a new second step", async () => {
    const { id, email } = await newOwner({ preset: "modern" });
    const [code = ""] = await giveBackupCodes(id, 1);
    const { self } = await recoveryOf(email);
    expect(await prove(self, { by: "backup", code })).toEqual({ state: "password" });
    expect((await save(self)).setUp).not.toBeNull();
  });
});

describe("a new key for somebody whose second step is a passkey", () => {
  test("takes the password and the passkey, and starts a set-up that stands on both", async () => {
    const { email, passkey } = await newOwner();
    const { self } = await recoveryOf(email, "key");
    expect(await standingAtKey(self)).toEqual({ email, ways: ["passkey", "backup"] });
    const answer = passkey.use(await challengeToUse(self));
    const outcome = await confirmKey(self, { answer });
    expect(outcome).toMatchObject({ verdict: "right", proof: "passkey" });
    const flow = await flowOf("activation", "flow" in outcome ? outcome.flow : undefined, trace);
    expect(flow?.proofs).toEqual(["password", "passkey"]);
  });

  test("takes neither of them alone", async () => {
    const { email, passkey } = await newOwner();
    const { self } = await recoveryOf(email, "key");
    expect(await confirmKey(self, {})).toMatchObject({ by: "passkey", no: { verdict: "over" } });
    await expect(confirmKey(self, { by: "app", code: "123456" })).rejects.toMatchObject({
      code: "way_closed",
    });
    const answer = passkey.use(await challengeToUse(self));
    expect(await confirmKey(self, { password: "wrong", answer })).toEqual({ verdict: "wrong_password" });
    // The question was not spent by the wrong password.
    expect(await confirmKey(self, { answer })).toMatchObject({ verdict: "right" });
  });
});
