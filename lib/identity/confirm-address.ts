import { and, eq, isNull, sql } from "drizzle-orm";
import { identities, identityAddresses } from "@/db/schema/identities";
import type { SystemTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import { identityAt } from "./create";
import { endAccess } from "./end-access";
import { followAddress } from "./follow-address";
import { endIdentityLinks, spendIdentityLink } from "./link";
import { ownerOf } from "./owner";
import { tellOwner } from "./tell-owner";

const ofIdentity = (identityId: string) => eq(identityAddresses.identityId, identityId);

/** One change of an identity at a time. */
export async function lockIdentity(tx: SystemTx, identityId: string): Promise<void> {
  await tx.select({ id: identities.id }).from(identities).where(eq(identities.id, identityId)).for("update");
}

async function giveUpPrimary(tx: SystemTx, identityId: string): Promise<string[]> {
  const old = await tx
    .update(identityAddresses)
    .set({ isPrimary: false, replacedAt: sql`clock_timestamp()` })
    .where(and(ofIdentity(identityId), eq(identityAddresses.isPrimary, true)))
    .returning({ emailKey: identityAddresses.emailKey });
  return old.map(({ emailKey }) => emailKey);
}

/** An own earlier address is taken up again; any other is verified now. */
async function takeUp(tx: SystemTx, identityId: string, emailKey: string) {
  const holder = await identityAt(tx, emailKey);
  if (holder && holder !== identityId) throw new Refusal("address_in_use");
  const which = holder ? sql`verified_at is not null` : isNull(identityAddresses.verifiedAt);
  const [taken] = await tx
    .update(identityAddresses)
    .set({
      isPrimary: true,
      replacedAt: null,
      verifiedAt: sql`coalesce(verified_at, clock_timestamp())`,
    })
    .where(and(ofIdentity(identityId), eq(identityAddresses.emailKey, emailKey), which))
    .returning({ email: identityAddresses.email, emailKey: identityAddresses.emailKey });
  if (!taken) throw new Refusal("link_over");
  if (holder)
    await tx
      .delete(identityAddresses)
      .where(and(ofIdentity(identityId), isNull(identityAddresses.verifiedAt)));
  return taken;
}

export type AddressLink = { secret: string; sessionId: string | null };

/** The mailed link proves the new address: it is the one to sign in with from now on. */
export async function confirmAddress(tx: SystemTx, { secret, sessionId }: AddressLink): Promise<string> {
  const { identityId, addressKey } = await spendIdentityLink(tx, "address", secret);
  await lockIdentity(tx, identityId);
  const owner = await ownerOf(tx, identityId);
  if (!owner || !tx.trace) throw new Refusal("link_over");
  const from = await giveUpPrimary(tx, identityId);
  const to = await takeUp(tx, identityId, addressKey);
  await endIdentityLinks(tx, identityId, ["reset", "key"]);
  await endAccess(tx, { identityId, why: "credential_changed", except: sessionId });
  const stays = await followAddress(tx, owner, { identityId, from, to, action: "address.changed" });
  const details: Record<string, string> = stays.length > 0 ? { stays: stays.join(", ") } : {};
  await tellOwner(tx, { identityId, notice: "address_changed", trace: tx.trace, details });
  return to.email;
}
