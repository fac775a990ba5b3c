import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { factors } from "@/db/schema/factors";
import { identities } from "@/db/schema/identities";
import { passkeys } from "@/db/schema/passkeys";
import type { IdentityTx } from "@/lib/access/doors";

export type ProofsHeld = { hasPassword: boolean; hasApp: boolean; hasPasskey: boolean };

/** What one can be asked for: a password, a code of an app, a passkey. */
export async function proofsHeld(tx: IdentityTx): Promise<ProofsHeld> {
  const { identityId } = tx.self;
  const [own] = await tx
    .select({ set: sql<boolean>`password_hash is not null` })
    .from(identities)
    .where(eq(identities.id, identityId));
  const apps = await tx.$count(
    factors,
    and(eq(factors.identityId, identityId), isNotNull(factors.confirmedAt), isNull(factors.endedAt)),
  );
  const keys = await tx.$count(passkeys, and(eq(passkeys.identityId, identityId), isNull(passkeys.endedAt)));
  return { hasPassword: own?.set === true, hasApp: apps > 0, hasPasskey: keys > 0 };
}
