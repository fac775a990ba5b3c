import { and, eq, lt, or, sql } from "drizzle-orm";
import { invitations } from "@/db/schema/invitations";
import { messages } from "@/db/schema/messages";
import { sentCodes } from "@/db/schema/phones";
import { tokens } from "@/db/schema/tokens";
import type { SystemTx } from "@/lib/access/doors";
import { enqueueDelivery } from "./enqueue-delivery";

/** After this long a claim is taken for lost: its process has died. Far longer than any attempt lasts. */
const LOST_MINUTES = 2;

export type Claim = typeof messages.$inferSelect & { readonly previousTrouble: string | null };

type Found = Pick<typeof messages.$inferSelect, "channel" | "subjectId">;

const claimable = or(
  eq(messages.state, "queued"),
  and(
    eq(messages.state, "sending"),
    lt(messages.claimedAt, sql`now() - make_interval(mins => ${LOST_MINUTES})`),
  ),
);

/** Somebody else has it in hand: if that somebody has died, it is looked at again. */
async function lookAgain(tx: SystemTx, messageId: string): Promise<void> {
  const [waiting] = await tx
    .select({
      at: sql<string>`greatest(${messages.sendAfter}, coalesce(${messages.claimedAt}, now()) + make_interval(mins => ${LOST_MINUTES}))`,
    })
    .from(messages)
    .where(and(eq(messages.id, messageId), sql`${messages.state} in ('queued', 'sending')`));
  if (waiting) await enqueueDelivery(tx, messageId, new Date(waiting.at));
}

/** Whether what the letter offers has ended since: replaced, withdrawn, declined or taken already. */
export async function hasEnded(tx: SystemTx, tokenId: string | null): Promise<boolean> {
  if (!tokenId) return false;
  const [ended] = await tx
    .select({ id: tokens.id })
    .from(tokens)
    .leftJoin(invitations, eq(invitations.id, tokens.subjectId))
    .where(
      and(
        eq(tokens.id, tokenId),
        sql`coalesce(${tokens.endedAt}, ${tokens.spentAt}, ${invitations.acceptedAt}, ${invitations.withdrawnAt}, ${invitations.declinedAt}) is not null`,
      ),
    );
  return ended !== undefined;
}

/** Whether the code of a text has ended since: used, or replaced by a newer one. */
async function isCodeOver(tx: SystemTx, { channel, subjectId }: Found): Promise<boolean> {
  if (channel !== "text" || !subjectId) return false;
  const [over] = await tx
    .select({ id: sentCodes.id })
    .from(sentCodes)
    .where(and(eq(sentCodes.id, subjectId), sql`coalesce(spent_at, ended_at) is not null`));
  return over !== undefined;
}

/** Takes a message in hand, for one attempt; null when there is nothing to send. */
export async function claim(tx: SystemTx, messageId: string): Promise<Claim | null> {
  const [found] = await tx
    .select({
      tokenId: messages.tokenId,
      trouble: messages.trouble,
      channel: messages.channel,
      subjectId: messages.subjectId,
    })
    .from(messages)
    .where(and(eq(messages.id, messageId), claimable, sql`${messages.sendAfter} <= now()`))
    .for("update", { skipLocked: true });
  if (!found) {
    await lookAgain(tx, messageId);
    return null;
  }
  if ((await hasEnded(tx, found.tokenId)) || (await isCodeOver(tx, found))) {
    await tx.update(messages).set({ state: "cancelled", sealed: null }).where(eq(messages.id, messageId));
    return null;
  }
  const [claimed] = await tx
    .update(messages)
    .set({
      state: "sending",
      claimedAt: sql`now()`,
      tries: sql`${messages.tries} + 1`,
      firstTriedAt: sql`coalesce(${messages.firstTriedAt}, now())`,
    })
    .where(eq(messages.id, messageId))
    .returning();
  return claimed ? { ...claimed, previousTrouble: found.trouble } : null;
}
