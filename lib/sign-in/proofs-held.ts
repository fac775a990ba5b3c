import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { factors } from "@/db/schema/factors";
import { identities } from "@/db/schema/identities";
import type { IdentityTx } from "@/lib/access/doors";

export type ProofsHeld = { hasPassword: boolean; hasApp: boolean };

/** What one can be asked to type: a password, a code of an app. */
export async function proofsHeld(tx: IdentityTx): Promise<ProofsHeld> {
  const { identityId } = tx.self;
  const [own] = await tx
    .select({ set: sql<boolean>`password_hash is not null` })
    .from(identities)
    .where(eq(identities.id, identityId));
  const [app] = await tx
    .select({ id: factors.id })
    .from(factors)
    .where(and(eq(factors.identityId, identityId), isNotNull(factors.confirmedAt), isNull(factors.endedAt)))
    .limit(1);
  return { hasPassword: own?.set === true, hasApp: app !== undefined };
}
