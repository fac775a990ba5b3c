import { and, eq, isNull, sql } from "drizzle-orm";
import { flows } from "@/db/schema/sessions";
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

/** "This was not me": everybody is out, earlier links end, and the way to a new password is mailed at once. */
export async function sayNotMe(tx: SystemTx, { secret }: { secret: string }): Promise<string> {
  const { identityId, addressKey } = await spendIdentityLink(tx, "not_me", secret);
  const owner = await ownerOf(tx, identityId);
  // Only an address that is still the account's: one given up or taken away meanwhile opens nothing.
  const address = owner?.addresses.find((one) => one.emailKey === addressKey && !one.replacedAt);
  if (!owner || !address) throw new Refusal("link_over");
  record(tx, { action: "identity.not_me", identityId });
  await endAccess(tx, { identityId, why: "not_me" });
  await tx
    .update(flows)
    .set({ endedAt: sql`clock_timestamp()`, sealed: null })
    .where(and(eq(flows.identityId, identityId), isNull(flows.endedAt)));
  await forgetDevices(tx, identityId);
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
