import { and, eq, gt, isNotNull, sql } from "drizzle-orm";
import { backupCodes } from "@/db/schema/factors";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { moveFlow } from "@/lib/sign-in/flow";
import { newBackupCodes, unused } from "./backup-codes";
import { refuseBackupCode } from "./use-backup-code";

/** After so long in silence another sign-in may take the code over. */
const HELD_MINUTES = 2;

const heldSince = sql`clock_timestamp() - make_interval(mins => ${HELD_MINUTES})`;
const until = sql<Date>`held_at + make_interval(mins => ${HELD_MINUTES})`.mapWith(backupCodes.heldAt);

export type Holding =
  | { verdict: "new_code" }
  | { verdict: "used" }
  /** Somewhere else the same is going on. */
  | { verdict: "held"; until: Date };

/** The tries of one person wait for each other, whichever of their codes they are about. */
const takeTurn = (tx: IdentityTx) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`backup codes|${tx.self.identityId}`}, 0))`);

async function holderNow(tx: IdentityTx<"sign-in">) {
  const [held] = await tx
    .select({ by: backupCodes.heldBy, until })
    .from(backupCodes)
    .where(and(unused(tx.self.identityId), isNotNull(backupCodes.heldBy), gt(backupCodes.heldAt, heldSince)));
  return held;
}

/** Takes the code for this sign-in; whoever held one longer ago has lost it. */
async function take(tx: IdentityTx<"sign-in">, id: string): Promise<boolean> {
  const { identityId, flowId } = tx.self;
  await tx
    .update(backupCodes)
    .set({ heldBy: null, heldAt: null })
    .where(and(unused(identityId), isNotNull(backupCodes.heldBy)));
  const held = await tx
    .update(backupCodes)
    .set({ heldBy: flowId, heldAt: sql`clock_timestamp()` })
    .where(and(eq(backupCodes.id, id), unused(identityId)))
    .returning({ id: backupCodes.id });
  return held.length === 1;
}

/** Holds the entered code and shows a new one; until the tick the entered one stays valid. Of fifty one holds it. */
export async function holdBackupCode(tx: IdentityTx<"sign-in">, id: string): Promise<Holding> {
  await takeTurn(tx);
  const holder = await holderNow(tx);
  // A second click of the same sign-in: its page is already there.
  if (holder?.by === tx.self.flowId) return { verdict: "new_code" };
  if (holder) return { ...refuseBackupCode(tx, "held"), until: holder.until };
  if (!(await take(tx, id))) return refuseBackupCode(tx, "used");
  if (!(await moveFlow(tx, tx.self.flowId, "code", "new-code"))) throw new Refusal("flow_over");
  await newBackupCodes(tx, tx.self.flowId);
  record(tx, { action: "backup_code.held", subjectId: id });
  return { verdict: "new_code" };
}

/** The code that this sign-in holds is used up; false when another has taken it over. */
export async function spendHeldCode(tx: IdentityTx<"sign-in">): Promise<string | null> {
  const [spent] = await tx
    .update(backupCodes)
    .set({ spentAt: sql`clock_timestamp()` })
    .where(and(eq(backupCodes.heldBy, tx.self.flowId), unused(tx.self.identityId)))
    .returning({ id: backupCodes.id });
  return spent?.id ?? null;
}
