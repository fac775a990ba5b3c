import { and, eq, isNotNull, isNull, ne } from "drizzle-orm";
import { factors } from "@/db/schema/factors";
import { identities } from "@/db/schema/identities";
import { passkeys } from "@/db/schema/passkeys";
import type { IdentityTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import { rulesFor } from "@/lib/sign-in/standing";

/** The second steps that work, one of them left out. */
async function othersThan(tx: IdentityTx, id: string): Promise<number> {
  const { identityId } = tx.self;
  const apps = await tx
    .select({ id: factors.id })
    .from(factors)
    .where(
      and(
        eq(factors.identityId, identityId),
        isNotNull(factors.confirmedAt),
        isNull(factors.endedAt),
        ne(factors.id, id),
      ),
    );
  const keys = await tx
    .select({ id: passkeys.id })
    .from(passkeys)
    .where(and(eq(passkeys.identityId, identityId), isNull(passkeys.endedAt), ne(passkeys.id, id)));
  return apps.length + keys.length;
}

/** One removal of an identity at a time, so that two at once cannot remove the last two. */
export async function refuseIfLastWayIn(tx: IdentityTx, id: string): Promise<void> {
  const { identityId } = tx.self;
  const [own] = await tx
    .select({ passwordHash: identities.passwordHash })
    .from(identities)
    .where(eq(identities.id, identityId))
    .for("update");
  if ((await othersThan(tx, id)) > 0) return;
  const { secondStep } = await rulesFor(tx, identityId);
  if (secondStep || !own?.passwordHash) throw new Refusal("last_way_in");
}
