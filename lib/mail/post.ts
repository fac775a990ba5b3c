import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { env } from "@/lib/env";
import { seal } from "@/lib/secrets";
import { secondsFromNow } from "@/lib/time";
import { enqueueDelivery } from "./enqueue-delivery";
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
  | "no_account"
  | "access_code"
  | "text_code"
  | "move_notice";

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

const invites = (kind: MessageKind) => kind === "invitation" || kind === "join";

type Content = { channel: "mail" | "text"; body: unknown; sendAfter: Date };

/** Sealed to its row, with the job that sends it. */
async function put(
  tx: Tx,
  { to, delaySeconds: _, ...addressed }: Addressed,
  { channel, body, sendAfter }: Content,
): Promise<string> {
  const id = crypto.randomUUID();
  const sealed = seal(JSON.stringify(body), sealedFor(id));
  await tx
    .insert(messages)
    .values({ ...addressed, id, channel, address: to, sealed, sendAfter, byHand: invites(addressed.kind) });
  await enqueueDelivery(tx, id, sendAfter);
  return id;
}

/** Puts a sealed letter in the outbox, in the transaction that causes it. */
export function post(tx: Tx, addressed: Addressed, letter: Letter): Promise<string> {
  const { delaySeconds, kind } = addressed;
  const wait = delaySeconds ?? (invites(kind) ? env().SEND_DELAY_SECONDS : 0);
  return put(tx, addressed, { channel: "mail", body: letter, sendAfter: secondsFromNow(wait) });
}

/** What stands sealed in the outbox for a text; outside it the number is shown by its last digits only. */
export type SealedText = { number: string; body: string };

/** The same for a text message; `codeId` is the code it carries, with which it ends. */
export const postText = (
  tx: Tx,
  { identityId, codeId, shownAs }: { identityId: string; codeId: string; shownAs: string },
  text: SealedText,
): Promise<string> =>
  put(
    tx,
    { to: shownAs, kind: "text_code", identityId, subjectId: codeId },
    { channel: "text", body: text, sendAfter: secondsFromNow(0) },
  );
