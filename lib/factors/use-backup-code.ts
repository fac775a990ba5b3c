import { and, desc, eq, sql } from "drizzle-orm";
import { backupCodes } from "@/db/schema/factors";
import type { FlowSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { matchesSlowHash } from "@/lib/identity/password";
import { tellOwner } from "@/lib/identity/tell-owner";
import { backupCodesLeft, FINDER_LENGTH, unused } from "./backup-codes";
import { countProof } from "./sign-in-code";
import { type BackupCodeDraft, typedBackupCode } from "./typed-backup-code";

/** Where a backup code is taken. */
type Asking = "sign-in" | "recovery";

/** What the code is, before the door: `used` and `replaced` are told to who has all of it. */
export type FoundCode =
  | { verdict: "found"; id: string }
  | { verdict: "form" | "lookalike" | "wrong" | "used" | "replaced" };

type Row = typeof backupCodes.$inferSelect;

const MOST_ALIKE = 8;

/** Those that still work come first. */
const codesFoundBy = (self: FlowSelf<Asking>, finder: string): Promise<Row[]> =>
  withIdentity<Asking, Row[]>(self, (tx) =>
    tx
      .select()
      .from(backupCodes)
      .where(and(eq(backupCodes.identityId, self.identityId), eq(backupCodes.finder, finder)))
      .orderBy(sql`spent_at is not null or ended_at is not null`, desc(backupCodes.createdAt))
      .limit(MOST_ALIKE),
  );

function stateOf({ id, spentAt, endedAt }: Row): FoundCode {
  if (spentAt) return { verdict: "used" };
  return endedAt ? { verdict: "replaced" } : { verdict: "found", id };
}

/** Counted first, then compared slowly, outside any transaction; where nothing is found with a decoy. */
export async function findBackupCode(self: FlowSelf<Asking>, draft: BackupCodeDraft): Promise<FoundCode> {
  const typed = typedBackupCode(draft.code);
  if ("fault" in typed) return { verdict: typed.fault };
  await countProof(self);
  const rows = await codesFoundBy(self, typed.code.slice(0, FINDER_LENGTH));
  const secret = typed.code.slice(FINDER_LENGTH);
  if (rows.length === 0) await matchesSlowHash(null, secret);
  for (const row of rows) if (await matchesSlowHash(row.hash, secret)) return stateOf(row);
  return { verdict: "wrong" };
}

export type NotTaken = Exclude<FoundCode["verdict"], "found"> | "held";

/** A try that was no good is an event; what cannot be a code is not. */
export function refuseBackupCode<V extends NotTaken>(tx: IdentityTx, verdict: V): { verdict: V } {
  if (verdict !== "form" && verdict !== "lookalike")
    record(tx, { action: "backup_code.wrong", result: "refused", reason: verdict });
  return { verdict };
}

/** Used, and its owner hears how many are left. */
export async function noteBackupCodeUsed(tx: IdentityTx, id: string): Promise<number> {
  const { identityId, trace } = tx.self;
  const left = await backupCodesLeft(tx);
  record(tx, { action: "backup_code.used", subjectId: id, details: { left } });
  await tellOwner(tx, { identityId, notice: "backup_code_used", trace, details: { left } });
  return left;
}

/** Used once, of however many at once (OWASP ASVS 5.0, 6.5.1). */
export async function spendBackupCode(
  tx: IdentityTx<Asking>,
  found: FoundCode,
): Promise<{ verdict: "right"; left: number } | { verdict: NotTaken }> {
  if (found.verdict !== "found") return refuseBackupCode(tx, found.verdict);
  const spent = await tx
    .update(backupCodes)
    .set({ spentAt: sql`clock_timestamp()` })
    .where(and(eq(backupCodes.id, found.id), unused(tx.self.identityId)))
    .returning({ id: backupCodes.id });
  if (spent.length === 0) return refuseBackupCode(tx, "used");
  return { verdict: "right", left: await noteBackupCodeUsed(tx, found.id) };
}
