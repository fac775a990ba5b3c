import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type EndedWhy, tokens } from "@/db/schema/tokens";
import { env } from "@/lib/env";
import { newSecret, readableCode, sha256 } from "@/lib/secrets";

type Offer = { invitationId: string; addressKey: string; expiresAt: Date };

/** Ends every link of this invitation that still works, and says why. */
export async function endLinks(tx: Tx, invitationId: string, endedWhy: EndedWhy): Promise<void> {
  await tx
    .update(tokens)
    .set({ endedAt: sql`clock_timestamp()`, endedWhy })
    .where(
      and(
        eq(tokens.subjectId, invitationId),
        eq(tokens.purpose, "invitation"),
        isNull(tokens.spentAt),
        isNull(tokens.endedAt),
      ),
    );
}

/** A fresh link to an invitation; the secret goes into the mail, or into the cookie of who proved it otherwise, and nowhere else. */
export async function newLink(tx: Tx, { invitationId, addressKey, expiresAt }: Offer) {
  const secret = newSecret();
  const ref = readableCode(10).toLowerCase();
  const [token] = await tx
    .insert(tokens)
    .values({
      hash: sha256(secret),
      ref,
      purpose: "invitation",
      addressKey,
      subjectId: invitationId,
      expiresAt,
    })
    .returning({ id: tokens.id });
  if (!token) throw new Error("no link was stored");
  return { tokenId: token.id, ref, secret, href: `${env().APP_URL}/i/${secret}` };
}
