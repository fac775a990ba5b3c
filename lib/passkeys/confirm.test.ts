import { eq } from "drizzle-orm";
import { generate } from "otplib";
import { describe, expect, test } from "vitest";
import { sessions } from "@/db/schema/sessions";
import type { SessionSelf } from "@/lib/access/actor";
import { lookUp, withIdentity, withSystem } from "@/lib/access/doors";
import { isFresh } from "@/lib/access/fresh";
import { confirmAgain, proofToAsk } from "@/lib/sign-in/confirm-again";
import { type Opening, openSecurity, prepareOpening } from "@/lib/sign-in/open-security";
import { readSession } from "@/lib/sign-in/session";
import { newIdentity, PASSWORD, selfOf } from "@/lib/testing/factories";
import { givePasskey } from "@/lib/testing/give-passkey";
import { challengeToUse } from "./asked";
import { confirmByPasskey, questionToConfirm } from "./confirm";

const LONG_AGO = new Date(Date.now() - 3_600_000).toISOString();

/** As if the sign-in were an hour old. */
async function aged(self: SessionSelf): Promise<SessionSelf> {
  const proofs = self.proofs.map((proof) => ({ ...proof, at: LONG_AGO }));
  await withSystem("housekeeping", (tx) =>
    tx.update(sessions).set({ proofs }).where(eq(sessions.id, self.sessionId)),
  );
  return { ...self, proofs };
}

async function newOwner({ secondStep = false } = {}) {
  const { id, key } = await newIdentity({ secondStep });
  const { self, passkey } = await givePasskey(id);
  return { id, key, passkey, self: await aged(self) };
}

const challengeIn = (question: string) => (JSON.parse(question) as { challenge: string }).challenge;

async function openByPassword(self: SessionSelf): Promise<SessionSelf> {
  const draft = { password: PASSWORD };
  const prepared = await prepareOpening(self, draft);
  const opened = await withIdentity<"session", Opening>(self, (tx) => openSecurity(tx, draft, prepared));
  const session = await readSession(("secret" in opened && opened.secret) || "", false);
  if (!session) throw new Error("not opened");
  return { ...self, proofs: session.proofs };
}

describe("asking again by passkey", () => {
  test("confirms, is fresh, and gives the session a new secret", async () => {
    const { self, passkey } = await newOwner();
    expect(isFresh(self)).toBe(false);
    const [before] = await lookUp("housekeeping", (db) =>
      db.select().from(sessions).where(eq(sessions.id, self.sessionId)),
    );
    const answer = passkey.use(challengeIn(await questionToConfirm(self)));
    const confirmed = await confirmByPasskey(self, { answer });
    if (confirmed.verdict !== "right") throw new Error(confirmed.verdict);
    expect(isFresh(confirmed)).toBe(true);
    const session = await readSession(confirmed.secret, false);
    expect(session).toMatchObject({ sessionId: self.sessionId });
    const [after] = await lookUp("housekeeping", (db) =>
      db.select().from(sessions).where(eq(sessions.id, self.sessionId)),
    );
    expect(after?.tokenHash.equals(before?.tokenHash ?? Buffer.alloc(0))).toBe(false);
    // The same answer a second time proves nothing.
    expect((await confirmByPasskey(self, { answer })).verdict).toBe("over");
  });

  test("takes no answer of another session, of another person, or without the owner's finger", async () => {
    const { id, self, passkey } = await newOwner();
    const other = await selfOf(id);
    const foreign = passkey.use(challengeIn(await questionToConfirm(other)));
    expect((await confirmByPasskey(self, { answer: foreign })).verdict).toBe("over");
    const stranger = await newOwner();
    const strange = stranger.passkey.use(challengeIn(await questionToConfirm(self)));
    expect((await confirmByPasskey(self, { answer: strange })).verdict).toBe("unknown");
    const unseen = passkey.use(await challengeToUse(self), { verified: false });
    expect((await confirmByPasskey(self, { answer: unseen })).verdict).toBe("wrong");
    expect((await confirmByPasskey(self, { answer: "{}" })).verdict).toBe("over");
  });

  test("counts its tries together with the codes, before they are checked", async () => {
    const { self, passkey } = await newOwner();
    for (let n = 0; n < 5; n++) await confirmByPasskey(self, { answer: "{}" });
    const answer = passkey.use(challengeIn(await questionToConfirm(self)));
    await expect(confirmByPasskey(self, { answer })).rejects.toMatchObject({ code: "flow_tries_over" });
  });

  test("is one of two ways where there is an app as well", async () => {
    const { self, key } = await newOwner({ secondStep: true });
    const confirmed = await confirmAgain(self, await generate({ secret: key ?? "" }));
    expect(confirmed).toMatchObject({ verdict: "right" });
  });
});

describe("a password alone is fresh only where there is neither an app nor a passkey", () => {
  test("asked again: with a passkey nothing that is typed counts", async () => {
    const { self } = await newOwner();
    expect(await confirmAgain(self, PASSWORD)).toBeNull();
    const { id } = await newIdentity({ secondStep: false });
    const alone = await aged(await selfOf(id));
    expect(await proofToAsk(alone)).toBe("password");
    const confirmed = await confirmAgain(alone, PASSWORD);
    expect(confirmed && "proofs" in confirmed && isFresh(confirmed)).toBe(true);
  });

  test("asked again with an app: the password is no code", async () => {
    const { id } = await newIdentity();
    expect(await confirmAgain(await aged(await selfOf(id)), PASSWORD)).toEqual({ verdict: "form" });
  });

  test("opening the security page", async () => {
    expect(isFresh(await openByPassword((await newOwner()).self))).toBe(false);
    const { id } = await newIdentity({ secondStep: false });
    expect(isFresh(await openByPassword(await aged(await selfOf(id))))).toBe(true);
  });

  test("opening the security page soon after a code, which alone is asked no more", async () => {
    const { id } = await newIdentity();
    const self = await selfOf(id);
    const at = new Date(Date.now() - 10 * 60_000).toISOString();
    const proofs = [
      { kind: "password" as const, at: LONG_AGO },
      { kind: "totp" as const, at },
    ];
    await withSystem("housekeeping", (tx) =>
      tx.update(sessions).set({ proofs }).where(eq(sessions.id, self.sessionId)),
    );
    const opened = await openByPassword({ ...self, proofs });
    expect(opened.proofs.map(({ kind }) => kind)).toEqual(["password", "totp", "password"]);
    expect(isFresh(opened)).toBe(false);
  });

  test("and no longer once a second step was added in another session", async () => {
    const { id } = await newIdentity({ secondStep: false });
    const here = await confirmAgain(await aged(await selfOf(id)), PASSWORD);
    if (here?.verdict !== "right") throw new Error("not confirmed");
    await givePasskey(id);
    const session = await readSession(here.secret, false);
    expect(session && isFresh(session)).toBe(false);
  });
});
