import { and, eq, inArray, sql } from "drizzle-orm";
import { type MessageState, messages } from "@/db/schema/messages";
import { people } from "@/db/schema/people";
import { type SystemTx, speakFor } from "@/lib/access/doors";
import type { Action } from "@/lib/events/actions";
import { record } from "@/lib/events/record";
import { TEXT_MINUTES } from "@/lib/sms/texts";
import { hoursFromNow, minutesFromNow, secondsFromNow } from "@/lib/time";
import { type Claim, hasEnded } from "./claim";
import { isForGood, noteDeadAddress } from "./dead-address";
import { enqueueDelivery } from "./enqueue-delivery";
import type { Outcome, Trouble } from "./trouble";

/** A provider remembers what it has sent for a day; after that a new try could arrive twice. */
const GIVE_UP_HOURS = 23;
const LONGEST_WAIT = 7; // e^7 seconds: 18 minutes

/** A text whose code has run out would only mislead. */
export function isTooOld({ channel, createdAt, firstTriedAt }: Claim, now = new Date()): boolean {
  if (channel === "text") return minutesFromNow(TEXT_MINUTES, createdAt) <= now;
  return firstTriedAt !== null && hoursFromNow(GIVE_UP_HOURS, firstTriedAt) <= now;
}

/** 3, 7, 20, 55 seconds, then minutes; spread, so that a server that is back is not stormed. */
const nextTryAfter = (tries: number) =>
  secondsFromNow(Math.exp(Math.min(tries, LONGEST_WAIT)) * (0.8 + Math.random() * 0.4));

const note = (tx: SystemTx, claim: Claim, action: Action, trouble?: Trouble) =>
  record(tx, {
    action,
    ...(claim.personId && { personId: claim.personId }),
    ...(claim.identityId && { identityId: claim.identityId }),
    subjectId: claim.id,
    ...(trouble && { reason: trouble }),
    ...(action !== "message.sent" && action !== "message.delayed" && { result: "failed" as const }),
    details: { kind: claim.kind },
  });

/** The row as this claim left it, or cancelled meanwhile; nobody else's claim. */
const own = (claim: Claim, ...states: MessageState[]) =>
  and(eq(messages.id, claim.id), eq(messages.tries, claim.tries), inArray(messages.state, states));

/** The letters with a link to an offer. */
const carriers = ["invitation", "join", "reminder"];

type Carrier = Pick<Claim, "tenantId" | "personId" | "tokenId" | "kind">;

/** Whether the person's row still shows the offer of this letter; it stays so until the commit. */
export async function isStillOffered(
  tx: SystemTx,
  { tenantId, personId, tokenId, kind }: Carrier,
): Promise<boolean> {
  if (!tenantId || !personId || !carriers.includes(kind)) return false;
  // The person first, then the token: a resend changes both, and is either over or waits for us.
  await tx.select({ id: people.id }).from(people).where(personOf(tenantId, personId)).for("update");
  return !(await hasEnded(tx, tokenId));
}

export const personOf = (tenantId: string, personId: string) =>
  and(eq(people.tenantId, tenantId), eq(people.id, personId));

async function reach(
  tx: SystemTx,
  { tenantId, personId }: Claim,
  gate: "sentAt" | "bouncedAt",
): Promise<void> {
  if (!tenantId || !personId) return;
  await tx
    .update(people)
    .set({ [gate]: sql`clock_timestamp()` })
    .where(personOf(tenantId, personId));
}

async function settleSent(tx: SystemTx, claim: Claim, providerId: string | undefined): Promise<void> {
  const offered = await isStillOffered(tx, claim);
  const done = { sealed: null, trouble: null, nextTryAt: null, sentAt: sql`clock_timestamp()` };
  const [settled] = await tx
    .update(messages)
    .set({ ...done, state: "sent", ...(providerId && { providerId }) })
    .where(own(claim, "sending", "cancelled"))
    .returning({ id: messages.id });
  if (!settled) return;
  // The gate was passed with the first letter.
  if (offered && claim.kind !== "reminder") await reach(tx, claim, "sentAt");
  note(tx, claim, "message.sent");
}

async function settleLost(
  tx: SystemTx,
  claim: Claim,
  state: "bounced" | "failed",
  trouble: Trouble,
): Promise<void> {
  const offered = state === "bounced" && (await isStillOffered(tx, claim));
  const [settled] = await tx
    .update(messages)
    .set({ state, sealed: null, trouble, nextTryAt: null })
    .where(own(claim, "sending"))
    .returning({ id: messages.id });
  if (!settled) return;
  if (offered) await reach(tx, claim, "bouncedAt");
  if (state === "bounced" && isForGood(trouble)) await noteDeadAddress(tx, claim, trouble);
  note(tx, claim, `message.${state}`, trouble);
}

async function settleLater(tx: SystemTx, claim: Claim, trouble: Trouble): Promise<void> {
  const nextTryAt = nextTryAfter(claim.tries);
  const [settled] = await tx
    .update(messages)
    .set({ state: "queued", trouble, nextTryAt, claimedAt: null })
    .where(own(claim, "sending"))
    .returning({ id: messages.id });
  if (!settled) return;
  await enqueueDelivery(tx, claim.id, nextTryAt);
  if (!claim.previousTrouble) note(tx, claim, "message.delayed", trouble);
}

/** Writes down what became of an attempt: on the message, at the person's gate, and in the log. */
export async function settle(tx: SystemTx, claim: Claim, outcome: Outcome): Promise<void> {
  if (claim.tenantId) await speakFor(tx, claim.tenantId);
  if (outcome.status === "sent") await settleSent(tx, claim, outcome.providerId);
  else if (outcome.status === "later") await settleLater(tx, claim, outcome.trouble);
  else await settleLost(tx, claim, outcome.status, outcome.trouble);
}
