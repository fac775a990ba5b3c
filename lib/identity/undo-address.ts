import { and, eq, ne, sql } from "drizzle-orm";
import { identityAddresses } from "@/db/schema/identities";
import type { SystemTx } from "@/lib/access/doors";
import { post } from "@/lib/mail/post";
import { Refusal } from "@/lib/refusal";
import { forgetDevices } from "@/lib/sign-in/trusted-device";
import { undoneLetter } from "./address-letters";
import { lockIdentity } from "./confirm-address";
import { endAccess } from "./end-access";
import { followAddress } from "./follow-address";
import { endIdentityLinks, spendIdentityLink } from "./link";
import { type Owner, ownerOf } from "./owner";
import { UNDO_DAYS } from "./undo-days";

const ofIdentity = (identityId: string) => eq(identityAddresses.identityId, identityId);

/** What came after the address was given up goes, however often it was changed again. */
async function dropLater(tx: SystemTx, identityId: string, emailKey: string): Promise<string[]> {
  const [given] = await tx
    .select({ id: identityAddresses.id, at: identityAddresses.replacedAt })
    .from(identityAddresses)
    .where(
      and(
        ofIdentity(identityId),
        eq(identityAddresses.emailKey, emailKey),
        sql`replaced_at > clock_timestamp() - make_interval(days => ${UNDO_DAYS})`,
      ),
    );
  if (!given) throw new Refusal("link_over");
  const dropped = await tx
    .delete(identityAddresses)
    .where(
      and(
        ofIdentity(identityId),
        ne(identityAddresses.id, given.id),
        sql`(replaced_at is null or replaced_at >= ${given.at?.toISOString()}::timestamptz)`,
      ),
    )
    .returning({ emailKey: identityAddresses.emailKey });
  return dropped.map((one) => one.emailKey);
}

async function takeBack(tx: SystemTx, identityId: string, emailKey: string) {
  const [back] = await tx
    .update(identityAddresses)
    .set({ isPrimary: true, replacedAt: null })
    .where(and(ofIdentity(identityId), eq(identityAddresses.emailKey, emailKey)))
    .returning({ email: identityAddresses.email, emailKey: identityAddresses.emailKey });
  if (!back) throw new Refusal("link_over");
  return back;
}

/** Who loses an address hears of it there: it may have been the right one. */
async function tellDropped(tx: SystemTx, owner: Owner, dropped: readonly string[]): Promise<void> {
  const { language, name } = owner;
  for (const { email, emailKey } of owner.addresses)
    if (dropped.includes(emailKey))
      await post(tx, { to: email, kind: "notice" }, undoneLetter({ language, name, address: email }));
}

/** The mailbox that was given up takes the account back, and every session ends. */
export async function undoAddress(tx: SystemTx, { secret }: { secret: string }): Promise<string> {
  const { identityId, addressKey } = await spendIdentityLink(tx, "undo_address", secret);
  await lockIdentity(tx, identityId);
  const owner = await ownerOf(tx, identityId);
  if (!owner) throw new Refusal("link_over");
  const from = await dropLater(tx, identityId, addressKey);
  const to = await takeBack(tx, identityId, addressKey);
  await endIdentityLinks(tx, identityId, ["reset", "key", "address", "undo_address"]);
  await endAccess(tx, { identityId, why: "not_me" });
  await forgetDevices(tx, identityId);
  // Before a tenant is entered: these letters are no tenant's.
  await tellDropped(tx, owner, from);
  await followAddress(tx, owner, { identityId, from, to, action: "address.change_undone" });
  return to.email;
}
