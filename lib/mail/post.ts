import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { env } from "@/lib/env";
import { seal } from "@/lib/secrets";
import { secondsFromNow } from "@/lib/time";
import type { Letter } from "./letter";

export type MessageKind =
  | "invitation"
  | "join"
  | "reminder"
  | "reminder_step"
  | "test"
  | "told_inviter"
  | "notice"
  | "access"
  | "reset"
  | "key"
  | "no_account";

type Addressed = {
  to: string;
  kind: MessageKind;
  personId?: string;
  identityId?: string;
  subjectId?: string;
  tokenId?: string;
  /** Seconds before it may leave, so that it can be undone; by default SEND_DELAY_SECONDS for invitations. */
  delaySeconds?: number;
};

export const sealedFor = (messageId: string) => `letter|${messageId}`;

/** Puts a sealed letter in the outbox, in the transaction that causes it. */
export async function post(
  tx: Tx,
  { to, delaySeconds, ...addressed }: Addressed,
  letter: Letter,
): Promise<string> {
  const id = crypto.randomUUID();
  const wait =
    delaySeconds ??
    (addressed.kind === "invitation" || addressed.kind === "join" ? env().SEND_DELAY_SECONDS : 0);
  const sendAfter = secondsFromNow(wait);
  await tx.insert(messages).values({
    ...addressed,
    id,
    address: to,
    sealed: seal(JSON.stringify(letter), sealedFor(id)),
    sendAfter,
  });
  await tx.execute(
    sql`select app.enqueue('deliver', ${JSON.stringify({ messageId: id })}::json, ${sendAfter.toISOString()}::timestamptz, ${`deliver:${id}`})`,
  );
  return id;
}
