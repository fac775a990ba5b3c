import { and, eq, isNull, sql } from "drizzle-orm";
import { backupCodes } from "@/db/schema/factors";
import { flows } from "@/db/schema/sessions";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { slowHash } from "@/lib/identity/password";
import { tellOwner } from "@/lib/identity/tell-owner";
import { readableCode, seal, unseal } from "@/lib/secrets";
import { rulesFor } from "@/lib/sign-in/standing";

const SHEET = 10;
export const CODE_LENGTH = 16;
export const FINDER_LENGTH = 2; // 14 characters stay secret: 69 bits (NIST SP 800-63B-4, 4.2.1.1)

const sealedFor = (flowId: string) => `backup codes|${flowId}`;

/** Four groups of four. */
export const spaced = (code: string) => (code.match(/.{4}/g) ?? []).join(" ");

/** At most so long do they lie on a screen: at the end of a sign-in whoever sits there ticks, and is in. */
const SHOWN_MINUTES = 30;

/** A sheet, or one code where the rules say so, that the flow holds until the person says it is kept. */
export async function newBackupCodes(tx: IdentityTx, flowId: string): Promise<void> {
  const { backupStyle } = await rulesFor(tx, tx.self.identityId);
  const codes = Array.from({ length: backupStyle === "rolling" ? 1 : SHEET }, () =>
    readableCode(CODE_LENGTH),
  );
  await tx
    .update(flows)
    .set({
      sealed: seal(JSON.stringify(codes), sealedFor(flowId)),
      expiresAt: sql`least(expires_at, clock_timestamp() + make_interval(mins => ${SHOWN_MINUTES}))`,
    })
    .where(eq(flows.id, flowId));
}

export const unused = (identityId: string) =>
  and(eq(backupCodes.identityId, identityId), isNull(backupCodes.spentAt), isNull(backupCodes.endedAt));

/** How many codes still work. */
export async function backupCodesLeft(tx: IdentityTx): Promise<number> {
  const [row] = await tx
    .select({ left: sql<number>`count(*)::int` })
    .from(backupCodes)
    .where(unused(tx.self.identityId));
  return row?.left ?? 0;
}

/** None that works, where the rules let one work: somebody who closed the browser before the tick has none. */
export async function lacksBackupCodes(tx: IdentityTx): Promise<boolean> {
  const { recovery } = await rulesFor(tx, tx.self.identityId);
  return recovery.includes("backup_code") && (await backupCodesLeft(tx)) === 0;
}

/** What a process holds; null when it holds nothing any more. */
export async function codesHeldBy(tx: IdentityTx, flowId: string): Promise<string[] | null> {
  const [flow] = await tx
    .select({ sealed: flows.sealed })
    .from(flows)
    .where(and(eq(flows.id, flowId), isNull(flows.endedAt)));
  return flow?.sealed ? (JSON.parse(unseal(flow.sealed, sealedFor(flowId))) as string[]) : null;
}

export const heldBackupCodes = (tx: IdentityTx<"activation" | "sign-in">) => codesHeldBy(tx, tx.self.flowId);

export type HashedCode = { finder: string; hash: string };

/** Hashed slowly, before any door: ASVS 5.0, 6.5.2. */
export const hashedCodes = (codes: readonly string[]): Promise<HashedCode[]> =>
  Promise.all(
    codes.map(async (code) => ({
      finder: code.slice(0, FINDER_LENGTH),
      hash: await slowHash(code.slice(FINDER_LENGTH)),
    })),
  );

/** The new codes count from now on, and earlier ones no more; their owner hears of it when there were any. */
export async function armBackupCodes(tx: IdentityTx, hashed: readonly HashedCode[]): Promise<void> {
  const { identityId, trace } = tx.self;
  const ended = await tx
    .update(backupCodes)
    .set({ endedAt: sql`clock_timestamp()`, heldBy: null, heldAt: null })
    .where(unused(identityId))
    .returning({ id: backupCodes.id });
  await tx.insert(backupCodes).values(hashed.map((one) => ({ ...one, identityId })));
  record(tx, { action: "backup_codes.made", details: { codes: hashed.length } });
  if (ended.length > 0) await tellOwner(tx, { identityId, notice: "backup_codes_new", trace });
}
