import { and, eq, isNull, sql } from "drizzle-orm";
import { sentCodes } from "@/db/schema/phones";
import type { Self, SelfKind } from "@/lib/access/actor";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import type { Language } from "@/lib/i18n/languages";
import { slowHash } from "@/lib/identity/password";
import { postText } from "@/lib/mail/post";
import { digitCode } from "@/lib/secrets";
import { TEXT_MINUTES } from "@/lib/sms/texts";
import { textBody } from "./text-body";

const DIGITS = 6;

/** What a code is bound to: the flow or the session that asked, which no other browser has. */
export const askerOf = (self: Pick<Self, "kind">): string =>
  "sessionId" in self ? String(self.sessionId) : "flowId" in self ? String(self.flowId) : "";

/** Where a request came from, and in whose words the text is. */
export type Circumstances = { address: string; language: Language };

/** A code on its way: only its slow hash is kept (OWASP ASVS 5.0, 6.5.2). */
export type FreshCode = { hash: string; body: string };

/** The slow part, before the door. */
export async function freshCode(language: Language, company: string | null): Promise<FreshCode> {
  const code = digitCode(DIGITS);
  return { hash: await slowHash(code), body: textBody(language, code, company) };
}

/** "•• 78": enough to know one's own number by; the space does not break. */
export const masked = (lastDigits: string) => `••\u00a0${lastDigits}`;

type To = { phoneId: string; number: string; lastDigits: string };

/** One code at a time for who asked; it and its text are there together or not at all. */
export async function sendCode(
  tx: IdentityTx<SelfKind>,
  { phoneId, number, lastDigits }: To,
  { hash, body }: FreshCode,
): Promise<void> {
  const askedBy = askerOf(tx.self);
  const { identityId } = tx.self;
  await endCodes(tx);
  const expiresAt = sql`clock_timestamp() + make_interval(mins => ${TEXT_MINUTES})`;
  const [made] = await tx
    .insert(sentCodes)
    .values({ identityId, phoneId, askedBy, hash, expiresAt })
    .returning({ id: sentCodes.id });
  if (!made) throw new Error("no code was stored");
  await postText(tx, { identityId, codeId: made.id, shownAs: masked(lastDigits) }, { number, body });
  record(tx, { action: "text.sent", subjectId: phoneId });
}

/** Whatever was sent to who asks works no longer. */
export const endCodes = (tx: IdentityTx<SelfKind>) =>
  tx
    .update(sentCodes)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(sentCodes.identityId, tx.self.identityId),
        eq(sentCodes.askedBy, askerOf(tx.self)),
        isNull(sentCodes.spentAt),
        isNull(sentCodes.endedAt),
      ),
    );
