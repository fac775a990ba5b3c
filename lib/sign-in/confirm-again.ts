import { and, eq, isNull } from "drizzle-orm";
import { identities } from "@/db/schema/identities";
import { type Proof, sessions } from "@/db/schema/sessions";
import type { SessionSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { type CodeVerdict, checkCode } from "@/lib/factors/check-code";
import { countCode, giveBackCode } from "@/lib/factors/sign-in-code";
import { countTry, type Limit } from "@/lib/identity/limits";
import { matchesSlowHash } from "@/lib/identity/password";
import { Refusal } from "@/lib/refusal";
import { newSecret, sha256 } from "@/lib/secrets";
import { type ProofsHeld, proofsHeld } from "./proofs-held";

export type Confirmed = { verdict: "right"; secret: string; proofs: Proof[] };
export type Confirmation =
  | Confirmed
  | Exclude<CodeVerdict, { verdict: "right" }>
  | { verdict: "wrong_password" };

const passwords: Limit = { name: "password again", most: 10, seconds: 3600 };
const KEPT_PROOFS = 10;

export type ProofAsked = "code" | "passkey" | "code_or_passkey" | "password";

function askedOf({ hasApp, hasPasskey }: ProofsHeld): ProofAsked {
  if (hasApp) return hasPasskey ? "code_or_passkey" : "code";
  return hasPasskey ? "passkey" : "password";
}

/** Which proof is asked: that of the second step, or the password where there is none. */
export const proofToAsk = (self: SessionSelf): Promise<ProofAsked> =>
  withIdentity<"session", ProofAsked>(self, async (tx) => askedOf(await proofsHeld(tx)));

/**
 * A new proof gives the session a new secret; the old one is dead (OWASP ASVS 5.0, 7.2.4). A session that was ended
 * while the proof was looked at changes nothing any more.
 */
export async function renew(
  tx: IdentityTx<"session">,
  ...kinds: readonly Proof["kind"][]
): Promise<Confirmed> {
  const secret = newSecret();
  const at = new Date().toISOString();
  const proofs = [...tx.self.proofs, ...kinds.map((kind) => ({ kind, at }))].slice(-KEPT_PROOFS);
  const alive = await tx
    .update(sessions)
    .set({ tokenHash: sha256(secret), proofs })
    .where(and(eq(sessions.id, tx.self.sessionId), isNull(sessions.endedAt)))
    .returning({ id: sessions.id });
  if (alive.length === 0) throw new Refusal("sign_in_first");
  for (const proof of kinds) record(tx, { action: "session.confirmed", details: { proof } });
  return { verdict: "right", secret, proofs };
}

async function byCode(self: SessionSelf, code: string): Promise<Confirmation> {
  const counted = { flowId: self.sessionId, identityId: self.identityId };
  await countCode(counted, { code });
  const answer = await withIdentity<"session", Confirmation>(self, async (tx) => {
    const checked = await checkCode(tx, code);
    return checked.verdict === "right" ? renew(tx, "totp") : checked;
  });
  if (answer.verdict === "right") await giveBackCode(counted);
  return answer;
}

/** The hash that was matched, counted before; null when the password is not the right one. */
export async function matchOwnPassword(self: SessionSelf, password: string): Promise<string | null> {
  const until = await countTry(passwords, self.identityId);
  if (until) throw new Refusal("too_many", { until });
  const stored = await withIdentity<"session", string | null>(self, async (tx) => {
    const [own] = await tx
      .select({ hash: identities.passwordHash })
      .from(identities)
      .where(eq(identities.id, self.identityId));
    return own?.hash ?? null;
  });
  return (await matchesSlowHash(stored, password.normalize("NFC"))) ? stored : null;
}

async function byPassword(self: SessionSelf, password: string): Promise<Confirmation> {
  if (!(await matchOwnPassword(self, password))) return { verdict: "wrong_password" };
  return withIdentity<"session", Confirmation>(self, (tx) => renew(tx, "password_again"));
}

/** Proves once more that it is the one who signed in (step-up); null where nothing that is typed can prove it. */
export async function confirmAgain(self: SessionSelf, typed: string): Promise<Confirmation | null> {
  const asked = await proofToAsk(self);
  if (asked === "passkey") return null;
  return asked === "password" ? byPassword(self, typed) : byCode(self, typed);
}
