import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { passkeys } from "@/db/schema/passkeys";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { expectedOf, relyingParty } from "./relying-party";

type Credential = { id: string; transports: string[] };

/** What the browser's dialog is asked; without credentials every passkey of this host will do. */
export async function askToUse(challenge: string, own: readonly Credential[] = []): Promise<string> {
  const options = await generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: new Uint8Array(Buffer.from(challenge, "base64url")),
    userVerification: "required",
    ...(own.length > 0 && { allowCredentials: [...own] }),
  });
  return JSON.stringify(options);
}

export type UsedPasskey = { response: AuthenticationResponseJSON; challenge: string } | null;

/** `over`: the challenge was spent, too old or another browser's. */
export type PasskeyVerdict =
  | { verdict: "right"; passkeyId: string }
  | { verdict: "over" | "unknown" | "wrong" | "counter" };

type Refused = Exclude<PasskeyVerdict["verdict"], "right">;
type Row = typeof passkeys.$inferSelect;

/** Whether the key signed this very challenge, here, after its owner showed who they are. */
async function isSigned(row: Row, { response, challenge }: NonNullable<UsedPasskey>): Promise<number | null> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      ...expectedOf(challenge),
      // The counter is compared in the database, where two at once cannot both win.
      credential: { id: response.id, publicKey: new Uint8Array(row.publicKey), counter: 0 },
    });
    return verified && authenticationInfo.userVerified ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}

/** A counter that does not go up is that of a copy; keys that do not count stay at nought (WebAuthn 3, 6.1.1). */
async function takeCounter(tx: IdentityTx, passkeyId: string, counter: number): Promise<boolean> {
  const isNotCounting = counter === 0 ? eq(passkeys.counter, 0) : undefined;
  const taken = await tx
    .update(passkeys)
    .set({ counter, lastUsedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(passkeys.id, passkeyId),
        isNull(passkeys.endedAt),
        or(lt(passkeys.counter, counter), isNotCounting),
      ),
    )
    .returning({ id: passkeys.id });
  return taken.length === 1;
}

function no(tx: IdentityTx, verdict: Refused, subjectId?: string): PasskeyVerdict {
  record(tx, {
    action: "passkey.refused",
    result: "refused",
    reason: verdict,
    ...(subjectId && { subjectId }),
  });
  return { verdict };
}

/** Another identity's passkey is not seen through this door, and so is as unknown as one that never was. */
async function ownPasskey(tx: IdentityTx, { response }: NonNullable<UsedPasskey>): Promise<Row | null> {
  const { userHandle } = response.response;
  const { identityId } = tx.self;
  if (userHandle && Buffer.from(userHandle, "base64url").toString() !== identityId) return null;
  const [row] = await tx
    .select()
    .from(passkeys)
    .where(
      and(
        eq(passkeys.credentialId, Buffer.from(response.id, "base64url")),
        eq(passkeys.identityId, identityId),
        isNull(passkeys.endedAt),
      ),
    );
  return row ?? null;
}

/** Answers instead of throwing: a wrong try is an event, so it must commit. The challenge was spent before. */
export async function checkPasskey(tx: IdentityTx, used: UsedPasskey): Promise<PasskeyVerdict> {
  if (!used) return no(tx, "over");
  const row = await ownPasskey(tx, used);
  if (!row) return no(tx, "unknown");
  const counter = await isSigned(row, used);
  if (counter === null) return no(tx, "wrong", row.id);
  if (!(await takeCounter(tx, row.id, counter))) return no(tx, "counter", row.id);
  return { verdict: "right", passkeyId: row.id };
}
