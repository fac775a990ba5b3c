import { desc, eq, or, sql } from "drizzle-orm";
import { deliveries, type MessageState, messages } from "@/db/schema/messages";
import { people } from "@/db/schema/people";
import { type SystemTx, speakFor, withSystem } from "@/lib/access/doors";
import type { Action } from "@/lib/events/actions";
import { record } from "@/lib/events/record";
import { isForGood, noteDeadAddress } from "./dead-address";
import type { Report } from "./report-in";
import { isStillOffered, personOf } from "./settle";

/** A message only moves on: reports come in any order, and a late one undoes nothing. */
const rank: Record<MessageState, number> = {
  queued: 0,
  sending: 1,
  cancelled: 1,
  sent: 2,
  delayed: 3,
  failed: 4,
  delivered: 5,
  bounced: 6,
  complained: 7,
};

type Message = typeof messages.$inferSelect;

/** The message that a report is about; it may be faster than the answer that gives us the provider's id. */
async function messageOf(tx: SystemTx, { providerId, messageId }: Report): Promise<Message | undefined> {
  const byProvider = eq(messages.providerId, providerId);
  const [found] = await tx
    .select()
    .from(messages)
    .where(messageId ? or(byProvider, eq(messages.id, messageId)) : byProvider)
    .orderBy(desc(messageId ? eq(messages.id, messageId) : messages.createdAt))
    .limit(1);
  return found;
}

/** The message as it is now, and nobody else's until the commit; not for update, which a report of its own would wait for. */
async function held(tx: SystemTx, { id }: Message): Promise<Message | undefined> {
  const [message] = await tx.select().from(messages).where(eq(messages.id, id)).for("no key update");
  return message;
}

async function isFirst(tx: SystemTx, message: Message, report: Report): Promise<boolean> {
  const { providerEventId, kind, at } = report;
  const [noted] = await tx
    .insert(deliveries)
    .values({ messageId: message.id, providerEventId, kind, reportedAt: at })
    .onConflictDoNothing({ target: deliveries.providerEventId })
    .returning({ id: deliveries.id });
  return noted !== undefined;
}

const happened = ({ at }: Report) => sql`least(${at.toISOString()}::timestamptz, clock_timestamp())`;

async function moveOn(tx: SystemTx, message: Message, report: Report): Promise<void> {
  const { kind, trouble, providerId } = report;
  const hasLeft = kind !== "failed" && { sentAt: sql`coalesce(${messages.sentAt}, ${happened(report)})` };
  await tx
    .update(messages)
    .set({
      state: kind,
      trouble,
      sealed: null,
      nextTryAt: null,
      providerId: message.providerId ?? providerId,
      ...hasLeft,
    })
    .where(eq(messages.id, message.id));
}

const gateOf = {
  sent: "sentAt",
  delayed: "sentAt",
  delivered: "deliveredAt",
  // It did arrive, to be marked.
  complained: "deliveredAt",
  bounced: "bouncedAt",
} as const;
type Gate = (typeof gateOf)[keyof typeof gateOf];

async function passGates(tx: SystemTx, { tenantId, personId }: Message, report: Report): Promise<void> {
  if (!tenantId || !personId || report.kind === "failed") return;
  const passed = (gate: Gate) => sql`coalesce(${people[gate]}, ${happened(report)})`;
  const gate = gateOf[report.kind];
  await tx
    .update(people)
    .set({ sentAt: passed("sentAt"), [gate]: passed(gate) })
    .where(personOf(tenantId, personId));
}

function note(tx: SystemTx, message: Message, action: Action, { trouble }: Pick<Report, "trouble">): void {
  const isGood = action === "message.sent" || action === "message.delivered" || action === "message.delayed";
  record(tx, {
    action,
    ...(message.personId && { personId: message.personId }),
    ...(message.identityId && { identityId: message.identityId }),
    subjectId: message.id,
    ...(trouble && { reason: trouble }),
    ...(!isGood && { result: "failed" as const }),
    details: { kind: message.kind },
  });
}

function noteAll(tx: SystemTx, message: Message, report: Report): void {
  const { kind } = report;
  // The report was faster than the answer to our sending.
  if (!message.sentAt && kind !== "failed") note(tx, message, "message.sent", { trouble: null });
  if (kind !== "sent") note(tx, message, `message.${kind}`, report);
}

/** The message of a report that has not come before, and whether the person's row still shows its offer. */
async function newsOf(tx: SystemTx, report: Report) {
  const found = await messageOf(tx, report);
  if (!found) return null;
  if (found.tenantId) await speakFor(tx, found.tenantId);
  // The person first, then the message, as when an attempt is settled.
  const offered = await isStillOffered(tx, found);
  const message = await held(tx, found);
  if (!message || !(await isFirst(tx, message, report))) return null;
  return rank[report.kind] > rank[message.state] ? { message, offered } : null;
}

/** Writes down what the provider reports: on the message, at the person's gates, in the log; once, in any order. */
export const takeReport = (report: Report): Promise<void> =>
  withSystem("deliver messages", async (tx) => {
    const news = await newsOf(tx, report);
    if (!news) return;
    const { message, offered } = news;
    await moveOn(tx, message, report);
    if (offered) await passGates(tx, message, report);
    if (isForGood(report.trouble)) await noteDeadAddress(tx, message, report.trouble);
    noteAll(tx, message, report);
  });
