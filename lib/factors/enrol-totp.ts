import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { factors } from "@/db/schema/factors";
import type { IdentityTx } from "@/lib/access/doors";
import { type Recording, record } from "@/lib/events/record";
import { seal, unseal } from "@/lib/secrets";
import { endSetUps } from "@/lib/sign-in/flow";
import { newTotpSecret } from "./totp";

export const sealedFor = (identityId: string, factorId: string) => `totp|${identityId}|${factorId}`;

/** The process that shows a key: a set-up, or a session. */
const showing = (self: IdentityTx["self"]) => ("sessionId" in self ? self.sessionId : self.flowId);

const pending = (identityId: string) =>
  and(
    eq(factors.identityId, identityId),
    eq(factors.kind, "totp"),
    isNull(factors.confirmedAt),
    isNull(factors.endedAt),
  );

/** A name no earlier entry in the app has, or the app would overwrite that one. */
async function labelFor(tx: Tx, identityId: string, account: string): Promise<string> {
  const [row] = await tx
    .select({ earlier: sql<number>`count(*)::int` })
    .from(factors)
    .where(and(eq(factors.identityId, identityId), eq(factors.kind, "totp")));
  return row?.earlier ? `${account} (${row.earlier + 1})` : account;
}

/**
 * A key waits to be proved, by one set-up at a time: a key that two of them show would be confirmed by one
 * and known to both.
 */
export async function startTotp(
  tx: Tx & Recording,
  { identityId, account, startedBy }: { identityId: string; account: string; startedBy: string },
): Promise<void> {
  await tx.execute(sql`select 1 from identities where id = ${identityId} for update`);
  await endSetUps(tx, identityId);
  await tx.update(factors).set({ endedAt: sql`clock_timestamp()` }).where(pending(identityId));
  const id = crypto.randomUUID();
  const sealedSecret = seal(newTotpSecret(), sealedFor(identityId, id));
  const label = await labelFor(tx, identityId, account);
  await tx.insert(factors).values({ id, identityId, kind: "totp", label, sealedSecret, startedBy });
  record(tx, { action: "factor.started", identityId, subjectId: id });
}

/** The key that waits, for the process that started it and no other; null when none does. */
export async function pendingTotp(tx: IdentityTx) {
  const [row] = await tx
    .select()
    .from(factors)
    .where(and(pending(tx.self.identityId), eq(factors.startedBy, showing(tx.self))));
  return row
    ? { id: row.id, label: row.label, secret: unseal(row.sealedSecret, sealedFor(row.identityId, row.id)) }
    : null;
}
