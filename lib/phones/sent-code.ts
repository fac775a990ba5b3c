import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { phones, sentCodes } from "@/db/schema/phones";
import type { Self, SelfKind } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { countProof } from "@/lib/factors/sign-in-code";
import { digitsOf } from "@/lib/factors/totp";
import { matchesSlowHash } from "@/lib/identity/password";
import { askerOf, endCodes } from "./send-code";

export const TextCodeDraft = z.strictObject({
  code: z.string().trim().min(1, "text_code_missing").max(40, "text_code_form"),
});
type TextCodeDraft = z.output<typeof TextCodeDraft>;

/** The newest code of who asks, and where it went. */
export type SentCode = {
  id: string;
  hash: string;
  works: boolean;
  phoneId: string;
  lastDigits: string;
  country: string;
  sealedNumber: string;
  verifiedAt: Date | null;
  phoneEndedAt: Date | null;
};

export async function newestCode(tx: IdentityTx<SelfKind>): Promise<SentCode | null> {
  const [row] = await tx
    .select({
      id: sentCodes.id,
      hash: sentCodes.hash,
      works: sql<boolean>`${sentCodes.spentAt} is null and ${sentCodes.endedAt} is null and ${sentCodes.expiresAt} > clock_timestamp()`,
      phoneId: phones.id,
      lastDigits: phones.lastDigits,
      country: phones.country,
      sealedNumber: phones.sealedNumber,
      verifiedAt: phones.verifiedAt,
      phoneEndedAt: phones.endedAt,
    })
    .from(sentCodes)
    .innerJoin(phones, eq(phones.id, sentCodes.phoneId))
    .where(and(eq(sentCodes.identityId, tx.self.identityId), eq(sentCodes.askedBy, askerOf(tx.self))))
    .orderBy(desc(sentCodes.createdAt))
    .limit(1);
  return row ?? null;
}

export type NotTaken = "form" | "wrong" | "over";

/** What a typed code is, before the door. */
export type FoundSent = { verdict: "found"; id: string; phoneId: string } | { verdict: NotTaken };

/** Counted first, then compared slowly, outside any transaction. */
export async function findSentCode<K extends SelfKind>(
  self: Self<K>,
  { code }: TextCodeDraft,
): Promise<FoundSent> {
  const digits = digitsOf(code);
  if (!digits) return { verdict: "form" };
  await countProof({ flowId: askerOf(self), identityId: self.identityId });
  const sent = await withIdentity<K, SentCode | null>(self, newestCode);
  const isRight = await matchesSlowHash(sent?.hash ?? null, digits);
  if (!sent?.works) return { verdict: "over" };
  return isRight ? { verdict: "found", id: sent.id, phoneId: sent.phoneId } : { verdict: "wrong" };
}

/** A try that was no good is an event; what cannot be a code is not. */
function refuse(tx: IdentityTx<SelfKind>, verdict: NotTaken): { verdict: NotTaken } {
  if (verdict !== "form") record(tx, { action: "text.wrong", result: "refused", reason: verdict });
  return { verdict };
}

/** Used once, of however many at once (OWASP ASVS 5.0, 6.5.1). */
export async function spendSentCode(
  tx: IdentityTx<SelfKind>,
  found: FoundSent,
): Promise<{ verdict: "right"; phoneId: string } | { verdict: NotTaken }> {
  if (found.verdict !== "found") return refuse(tx, found.verdict);
  const spent = await tx
    .update(sentCodes)
    .set({ spentAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(sentCodes.id, found.id),
        eq(sentCodes.identityId, tx.self.identityId),
        eq(sentCodes.askedBy, askerOf(tx.self)),
        isNull(sentCodes.spentAt),
        isNull(sentCodes.endedAt),
        sql`expires_at > clock_timestamp()`,
      ),
    )
    .returning({ id: sentCodes.id });
  if (spent.length === 0) return refuse(tx, "over");
  await endCodes(tx);
  return { verdict: "right", phoneId: found.phoneId };
}
