import { and, eq, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { phones } from "@/db/schema/phones";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { passGate } from "@/lib/factors/pass-gate";
import { tellOwner } from "@/lib/identity/tell-owner";
import { Refusal } from "@/lib/refusal";
import type { Arrival } from "@/lib/sign-in/arrive";
import type { Setting } from "./enter-number";
import { type FoundSent, type NotTaken, spendSentCode } from "./sent-code";

/** The number that counts now ends, and is forgotten. */
async function endCounting(tx: IdentityTx<Setting>, but?: string): Promise<boolean> {
  const ended = await tx
    .update(phones)
    .set({ endedAt: sql`clock_timestamp()`, sealedNumber: "" })
    .where(
      and(
        eq(phones.identityId, tx.self.identityId),
        isNotNull(phones.verifiedAt),
        isNull(phones.endedAt),
        but ? ne(phones.id, but) : undefined,
      ),
    )
    .returning({ id: phones.id });
  for (const { id } of ended) record(tx, { action: "phone.removed", subjectId: id });
  return ended.length > 0;
}

// Two numbers confirmed at once would both count.
const takeTurn = (tx: IdentityTx<Setting>) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`phone|${tx.self.identityId}`}, 0))`);

export type Confirmed = { verdict: "right" } | { verdict: NotTaken };

/** The code came back: from now on this number counts, and the one before no longer. */
export async function confirmNumber(
  tx: IdentityTx<Setting>,
  _draft: unknown,
  found: FoundSent,
): Promise<Confirmed> {
  await takeTurn(tx);
  const spent = await spendSentCode(tx, found);
  if (spent.verdict !== "right") return spent;
  const { identityId, trace } = tx.self;
  await endCounting(tx, spent.phoneId);
  const [counts] = await tx
    .update(phones)
    .set({ verifiedAt: sql`clock_timestamp()` })
    .where(and(eq(phones.id, spent.phoneId), isNull(phones.verifiedAt), isNull(phones.endedAt)))
    .returning({ id: phones.id });
  if (!counts) throw new Refusal("number_again");
  record(tx, { action: "phone.confirmed", subjectId: counts.id });
  await tellOwner(tx, { identityId, notice: "phone_changed", trace });
  return { verdict: "right" };
}

export type PhoneGate = { verdict: "right"; arrival: Arrival } | { verdict: NotTaken };

/** The same in the set-up, and on to what is still asked. */
export async function confirmNumberOfSetUp(
  tx: IdentityTx<"activation">,
  draft: unknown,
  found: FoundSent,
): Promise<PhoneGate> {
  const confirmed = await confirmNumber(tx, draft, found);
  if (confirmed.verdict !== "right") return confirmed;
  return { verdict: "right", arrival: await passGate(tx, "recovery-phone") };
}

/** A number that is not wanted any more. */
export async function removePhone(tx: IdentityTx<"session">): Promise<void> {
  await takeTurn(tx);
  if (!(await endCounting(tx))) return;
  const { identityId, trace } = tx.self;
  await tellOwner(tx, { identityId, notice: "phone_removed", trace });
}
