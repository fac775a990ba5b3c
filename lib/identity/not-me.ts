import { and, eq, isNull, sql } from "drizzle-orm";
import { passkeys } from "@/db/schema/passkeys";
import { phones } from "@/db/schema/phones";
import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { post } from "@/lib/mail/post";
import { Refusal } from "@/lib/refusal";
import { rulesFor } from "@/lib/sign-in/standing";
import { forgetDevices } from "@/lib/sign-in/trusted-device";
import { notMeLetter } from "./address-letters";
import { endAccess } from "./end-access";
import { endIdentityLinks, newIdentityLink, spendIdentityLink } from "./link";
import { ownerOf } from "./owner";
import { UNDO_DAYS } from "./undo-days";

const lately = sql`clock_timestamp() - make_interval(days => ${UNDO_DAYS})`;

/** A recovery phone given lately is perhaps the stranger's: with the password it would let them in again. */
async function forgetNewPhone(tx: SystemTx, identityId: string): Promise<void> {
  const ended = await tx
    .update(phones)
    .set({ endedAt: sql`clock_timestamp()`, sealedNumber: "" })
    .where(and(eq(phones.identityId, identityId), isNull(phones.endedAt), sql`created_at > ${lately}`))
    .returning({ id: phones.id });
  for (const { id } of ended) record(tx, { action: "phone.removed", identityId, subjectId: id });
}

/** A passkey added lately as well, but never the only second step: a mailbox must not take that away. */
async function forgetNewPasskeys(tx: SystemTx, identityId: string): Promise<void> {
  const ended = await tx
    .update(passkeys)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(passkeys.identityId, identityId),
        isNull(passkeys.endedAt),
        sql`created_at > ${lately}`,
        sql`(exists (select 1 from factors f where f.identity_id = ${identityId} and f.ended_at is null and f.confirmed_at <= ${lately})
          or exists (select 1 from passkeys p where p.identity_id = ${identityId} and p.ended_at is null and p.created_at <= ${lately}))`,
      ),
    )
    .returning({ id: passkeys.id });
  for (const { id } of ended) record(tx, { action: "passkey.removed", identityId, subjectId: id });
}

/** "This was not me": everybody is out, earlier links end, and the way to a new password is mailed at once. */
export async function sayNotMe(tx: SystemTx, { secret }: { secret: string }): Promise<string> {
  const { identityId, addressKey } = await spendIdentityLink(tx, "not_me", secret);
  const owner = await ownerOf(tx, identityId);
  // Only an address that is still the account's: one given up or taken away meanwhile opens nothing.
  const address = owner?.addresses.find((one) => one.emailKey === addressKey && !one.replacedAt);
  if (!owner || !address) throw new Refusal("link_over");
  record(tx, { action: "identity.not_me", identityId });
  await endAccess(tx, { identityId, why: "not_me" });
  await forgetDevices(tx, identityId);
  await forgetNewPhone(tx, identityId);
  await forgetNewPasskeys(tx, identityId);
  // The undo of a change of address stays: it may be the way back.
  await endIdentityLinks(tx, identityId, ["reset", "key", "address", "not_me"]);
  const { resetMinutes } = await rulesFor(tx, identityId);
  const of = { identityId, addressKey, minutes: resetMinutes };
  const href = await newIdentityLink(tx, { ...of, purpose: "reset" });
  const { language, name } = owner;
  const letter = notMeLetter({ language, name, address: address.email, href, minutes: resetMinutes });
  await post(tx, { to: address.email, kind: "notice", identityId }, letter);
  return address.email;
}
