import {
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { and, eq, isNull, sql } from "drizzle-orm";
import { identities, identityAddresses } from "@/db/schema/identities";
import { passkeys } from "@/db/schema/passkeys";
import { people } from "@/db/schema/people";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { tellOwner } from "@/lib/identity/tell-owner";
import { forgetDevices } from "@/lib/sign-in/trusted-device";
import { ownCredentials, ownPasskeys } from "./own";
import { expectedOf, relyingParty } from "./relying-party";

/** Where a passkey is made: in the set-up, or in a session that is fresh. */
type Setting = "activation" | "session";

const MOST = 20;

async function ownerOf(tx: IdentityTx<Setting>) {
  const { identityId } = tx.self;
  const [owner] = await tx
    .select({ name: identities.name, email: identityAddresses.email })
    .from(identities)
    .leftJoin(
      identityAddresses,
      and(eq(identityAddresses.identityId, identities.id), eq(identityAddresses.isPrimary, true)),
    )
    .where(eq(identities.id, identityId));
  return { name: owner?.name ?? "", email: owner?.email ?? "" };
}

/** What the browser's dialog is asked: a passkey that can be found without a name, and checks its owner. */
export async function askToAdd(tx: IdentityTx<Setting>, challenge: string): Promise<string> {
  const { id: rpID, name: rpName } = relyingParty();
  const { name, email } = await ownerOf(tx);
  const options = await generateRegistrationOptions({
    rpID,
    rpName,
    userID: new Uint8Array(Buffer.from(tx.self.identityId)),
    userName: email || name,
    userDisplayName: name,
    challenge: new Uint8Array(Buffer.from(challenge, "base64url")),
    attestationType: "none",
    excludeCredentials: await ownCredentials(tx),
    authenticatorSelection: {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
  });
  return JSON.stringify(options);
}

export type Added =
  | { verdict: "right"; passkeyId: string }
  | { verdict: "over" | "wrong" | "taken" | "many" };

async function verified(response: RegistrationResponseJSON, challenge: string) {
  try {
    return (
      (await verifyRegistrationResponse({ response, ...expectedOf(challenge) })).registrationInfo ?? null
    );
  } catch {
    return null;
  }
}

/** "Chrome, Windows", and for a second one of the same "Chrome, Windows (2)". */
async function nameFor(tx: IdentityTx<Setting>): Promise<string> {
  const name = tx.self.trace.browser ?? "Passkey";
  const [row] = await tx
    .select({ made: sql<number>`count(*)::int` })
    .from(passkeys)
    .where(
      and(eq(passkeys.identityId, tx.self.identityId), sql`name = ${name} or name like ${`${name} (%)`}`),
    );
  return row?.made ? `${name} (${row.made + 1})` : name;
}

function no<V extends "over" | "wrong" | "taken" | "many">(
  tx: IdentityTx<Setting>,
  verdict: V,
): { verdict: V } {
  record(tx, { action: "passkey.refused", result: "refused", reason: verdict });
  return { verdict };
}

type Info = NonNullable<Awaited<ReturnType<typeof verified>>>;

/** One winner: a credential is somebody's once and for all, even after its passkey was removed. */
async function insert(tx: IdentityTx<Setting>, { credential, credentialBackedUp }: Info) {
  const [made] = await tx
    .insert(passkeys)
    .values({
      identityId: tx.self.identityId,
      name: await nameFor(tx),
      credentialId: Buffer.from(credential.id, "base64url"),
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports ?? [],
      backedUp: credentialBackedUp,
    })
    .onConflictDoNothing()
    .returning({ id: passkeys.id });
  return made?.id ?? null;
}

export type MadePasskey = { response: RegistrationResponseJSON; challenge: string } | null;

/** Answers instead of throwing: what was no good is an event. The challenge was spent before. */
export async function addPasskey(tx: IdentityTx<Setting>, made: MadePasskey): Promise<Added> {
  if (!made) return no(tx, "over");
  const info = await verified(made.response, made.challenge);
  if (!info?.userVerified) return no(tx, "wrong");
  if ((await ownPasskeys(tx)).length >= MOST) return no(tx, "many");
  const passkeyId = await insert(tx, info);
  if (!passkeyId) return no(tx, "taken");
  const { identityId, trace } = tx.self;
  await tx
    .update(people)
    .set({ secondStepAt: sql`clock_timestamp()` })
    .where(and(eq(people.identityId, identityId), isNull(people.secondStepAt)));
  record(tx, { action: "passkey.added", subjectId: passkeyId });
  await forgetDevices(tx, identityId);
  await tellOwner(tx, { identityId, notice: "passkey_added", trace });
  return { verdict: "right", passkeyId };
}
