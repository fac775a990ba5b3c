import { sql } from "drizzle-orm";
import { z } from "zod";
import type { FlowSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { countTry, type Limit } from "@/lib/identity/limits";
import { Refusal } from "@/lib/refusal";
import { completeSignIn } from "@/lib/sign-in/complete";
import { moveFlow } from "@/lib/sign-in/flow";
import { armBackupCodes, type HashedCode, hashedCodes, heldBackupCodes } from "./backup-codes";
import { provedIn } from "./proved-in";

export const Kept = z.strictObject({ kept: z.literal("yes", "kept_missing") });

// Ten slow hashes for one post: a few posts at once would fill the queue for everybody.
const ticks: Limit = { name: "sheet of flow", most: 10, seconds: 600 };

/** The slow hashing of the sheet this flow holds, before the door. */
export async function hashHeldCodes(self: FlowSelf<"activation">): Promise<HashedCode[]> {
  const codes = await withIdentity<"activation", string[] | null>(self, heldBackupCodes);
  if (!codes) throw new Refusal("flow_over");
  const until = await countTry(ticks, self.flowId);
  if (until) throw new Refusal("too_many", { until });
  return hashedCodes(codes);
}

/** When the app was last proved: a sheet may lie on the screen for a day, and then proves nothing fresh. */
async function lastProof(tx: IdentityTx<"activation">): Promise<Date> {
  const [row] = await tx.execute<{ at: string | null }>(sql`select greatest(
    (select greatest(max(confirmed_at), max(last_used_at)) from factors
      where identity_id = ${tx.self.identityId} and ended_at is null),
    (select greatest(max(created_at), max(last_used_at)) from passkeys
      where identity_id = ${tx.self.identityId} and ended_at is null)) as at`);
  return row?.at ? new Date(row.at) : new Date(0);
}

/** "I have saved these": the sheet counts from now on, the set-up is done and the session begins. */
export async function keepBackupCodes(
  tx: IdentityTx<"activation">,
  _kept: unknown,
  hashed: readonly HashedCode[],
): Promise<string> {
  if (!(await moveFlow(tx, tx.self.flowId, "backup-codes", "done"))) throw new Refusal("flow_over");
  await armBackupCodes(tx, hashed);
  const { identityId, trace } = tx.self;
  const [proofs, provedAt] = [await provedIn(tx), await lastProof(tx)];
  return completeSignIn(tx, { identityId, proofs, trace, provedAt });
}
