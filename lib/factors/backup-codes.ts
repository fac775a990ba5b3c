import { and, eq, isNull, sql } from "drizzle-orm";
import { backupCodes } from "@/db/schema/factors";
import { flows } from "@/db/schema/sessions";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { slowHash } from "@/lib/identity/password";
import { readableCode, seal, unseal } from "@/lib/secrets";

const SHEET = 10;
const CODE_LENGTH = 16;
const FINDER_LENGTH = 2; // 14 characters stay secret: 69 bits (NIST SP 800-63B-4, 4.2.1.1)

const sealedFor = (flowId: string) => `backup codes|${flowId}`;

/** Four groups of four. */
export const spaced = (code: string) => (code.match(/.{4}/g) ?? []).join(" ");

/** A sheet that the flow holds until the person says it is kept; only then does it count. */
export async function newBackupCodes(
  tx: IdentityTx<"activation" | "sign-in">,
  flowId: string,
): Promise<void> {
  const codes = Array.from({ length: SHEET }, () => readableCode(CODE_LENGTH));
  await tx
    .update(flows)
    .set({ sealed: seal(JSON.stringify(codes), sealedFor(flowId)) })
    .where(eq(flows.id, flowId));
}

/** Whether a sheet counts: somebody who closed the browser before the tick has none. */
export async function hasBackupCodes(tx: IdentityTx<"sign-in">): Promise<boolean> {
  const [code] = await tx
    .select({ id: backupCodes.id })
    .from(backupCodes)
    .where(and(eq(backupCodes.identityId, tx.self.identityId), isNull(backupCodes.endedAt)))
    .limit(1);
  return code !== undefined;
}

/** The sheet this flow holds; null when it holds none any more. */
export async function heldBackupCodes(tx: IdentityTx<"activation">): Promise<string[] | null> {
  const [flow] = await tx
    .select({ sealed: flows.sealed })
    .from(flows)
    .where(and(eq(flows.id, tx.self.flowId), isNull(flows.endedAt)));
  return flow?.sealed ? (JSON.parse(unseal(flow.sealed, sealedFor(tx.self.flowId))) as string[]) : null;
}

export type HashedCode = { finder: string; hash: string };

/** Hashed slowly, before any door: ASVS 5.0, 6.5.2. */
export const hashedCodes = (codes: readonly string[]): Promise<HashedCode[]> =>
  Promise.all(
    codes.map(async (code) => ({
      finder: code.slice(0, FINDER_LENGTH),
      hash: await slowHash(code.slice(FINDER_LENGTH)),
    })),
  );

/** The sheet counts from now on, and earlier ones no more. */
export async function armBackupCodes(
  tx: IdentityTx<"activation">,
  hashed: readonly HashedCode[],
): Promise<void> {
  await tx
    .update(backupCodes)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(backupCodes.identityId, tx.self.identityId),
        isNull(backupCodes.spentAt),
        isNull(backupCodes.endedAt),
      ),
    );
  await tx.insert(backupCodes).values(hashed.map((one) => ({ ...one, identityId: tx.self.identityId })));
  record(tx, { action: "backup_codes.made", details: { codes: hashed.length } });
}
