import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { passkeys } from "@/db/schema/passkeys";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { refuseIfLastWayIn } from "@/lib/identity/last-way-in";
import { tellOwner } from "@/lib/identity/tell-owner";
import { Refusal } from "@/lib/refusal";
import { forgetDevices } from "@/lib/sign-in/trusted-device";

export const PasskeyChoice = z.strictObject({ passkeyId: z.uuid("not_found") });
export const PasskeyName = PasskeyChoice.extend({
  name: z
    .string()
    .trim()
    .min(1, "passkey_name_missing")
    .max(60, "passkey_name_long")
    .regex(/^[^\p{C}]*$/u, "name_characters"),
});

const live = (identityId: string) => and(eq(passkeys.identityId, identityId), isNull(passkeys.endedAt));

/** Those that work now, the oldest first; without their keys. */
export const ownPasskeys = (tx: IdentityTx) =>
  tx
    .select({
      id: passkeys.id,
      name: passkeys.name,
      credentialId: passkeys.credentialId,
      transports: passkeys.transports,
      backedUp: passkeys.backedUp,
      addedAt: passkeys.createdAt,
      lastUsedAt: passkeys.lastUsedAt,
    })
    .from(passkeys)
    .where(live(tx.self.identityId))
    .orderBy(asc(passkeys.createdAt));
export type OwnPasskey = Awaited<ReturnType<typeof ownPasskeys>>[number];

/** What its owner calls it, to know it by. */
export async function renamePasskey(
  tx: IdentityTx<"session">,
  { passkeyId, name }: z.output<typeof PasskeyName>,
): Promise<void> {
  const renamed = await tx
    .update(passkeys)
    .set({ name })
    .where(and(eq(passkeys.id, passkeyId), live(tx.self.identityId)))
    .returning({ id: passkeys.id });
  if (renamed.length === 0) throw new Refusal("not_found");
  record(tx, { action: "passkey.renamed", subjectId: passkeyId });
}

/** Never the last second step of somebody who must have one. */
export async function removePasskey(
  tx: IdentityTx<"session">,
  { passkeyId }: z.output<typeof PasskeyChoice>,
): Promise<void> {
  const { identityId, trace } = tx.self;
  await refuseIfLastWayIn(tx, passkeyId);
  const ended = await tx
    .update(passkeys)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(and(eq(passkeys.id, passkeyId), live(identityId)))
    .returning({ id: passkeys.id });
  if (ended.length === 0) throw new Refusal("not_found");
  record(tx, { action: "passkey.removed", subjectId: passkeyId });
  await forgetDevices(tx, identityId);
  await tellOwner(tx, { identityId, notice: "passkey_removed", trace });
}

/** For the browser's dialog: which ones it may offer, or already holds. */
export const ownCredentials = async (tx: IdentityTx) =>
  (await ownPasskeys(tx)).map(({ credentialId, transports }) => ({
    id: credentialId.toString("base64url"),
    transports,
  }));
