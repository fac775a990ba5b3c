import { and, eq, isNull, sql } from "drizzle-orm";
import { type Purpose, tokens } from "@/db/schema/tokens";
import type { SystemTx } from "@/lib/access/doors";
import { env } from "@/lib/env";
import { Refusal } from "@/lib/refusal";
import { newSecret, readableCode, sha256 } from "@/lib/secrets";
import { minutesFromNow } from "@/lib/time";

export type OwnPurpose = Exclude<Purpose, "invitation">;

type NewLink = {
  purpose: OwnPurpose;
  identityId: string;
  addressKey: string;
  minutes: number;
  /** Stays beside the older ones: whoever gets several notices may answer each of them. */
  besides?: true;
};

/** A link of an identity's own. A newer one of the same purpose ends the older ones, unless it stands beside them. */
export async function newIdentityLink(
  tx: SystemTx,
  { purpose, identityId, addressKey, minutes, besides }: NewLink,
): Promise<string> {
  if (!besides) await endIdentityLinks(tx, identityId, [purpose]);
  const secret = newSecret();
  await tx.insert(tokens).values({
    tenantId: null,
    hash: sha256(secret),
    ref: readableCode(10).toLowerCase(),
    purpose,
    addressKey,
    subjectId: identityId,
    expiresAt: minutesFromNow(minutes),
  });
  return `${env().APP_URL}/l/${secret}`;
}

/** A change of password, factor or address ends what was mailed before it. */
export async function endIdentityLinks(
  tx: SystemTx,
  identityId: string,
  purposes: readonly OwnPurpose[],
): Promise<void> {
  for (const purpose of purposes)
    await tx
      .update(tokens)
      .set({ endedAt: sql`clock_timestamp()`, endedWhy: "replaced" })
      .where(
        and(
          eq(tokens.subjectId, identityId),
          eq(tokens.purpose, purpose),
          isNull(tokens.spentAt),
          isNull(tokens.endedAt),
        ),
      );
}

/** Mailed before the password of now was set, for a change that rests on the one before. */
export const isOutdated = sql<boolean>`(tokens.purpose in ('reset', 'address') and exists
  (select 1 from identities i where i.id = tokens.subject_id and i.password_set_at > tokens.created_at))`;

/** Spends a link for its one purpose, once, of however many at once (OWASP ASVS 5.0, 6.5.1). */
export async function spendIdentityLink(tx: SystemTx, purpose: OwnPurpose, secret: string) {
  const [spent] = await tx
    .update(tokens)
    .set({ spentAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(tokens.hash, sha256(secret)),
        eq(tokens.purpose, purpose),
        isNull(tokens.spentAt),
        isNull(tokens.endedAt),
        sql`${tokens.expiresAt} > clock_timestamp()`,
        sql`not ${isOutdated}`,
      ),
    )
    .returning({ identityId: tokens.subjectId, addressKey: tokens.addressKey });
  if (!spent) throw new Refusal("link_over");
  return spent;
}
