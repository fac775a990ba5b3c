import { z } from "zod";
import type { FlowSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { countTry, type Limit } from "@/lib/identity/limits";
import { Refusal } from "@/lib/refusal";
import { type Arrival, arrive } from "@/lib/sign-in/arrive";
import { moveFlow } from "@/lib/sign-in/flow";
import { armBackupCodes, type HashedCode, hashedCodes, heldBackupCodes } from "./backup-codes";
import { lastProof } from "./last-proof";
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

/** "I have saved these": the sheet counts from now on, the set-up is done, and on to what is still asked. */
export async function keepBackupCodes(
  tx: IdentityTx<"activation">,
  _kept: unknown,
  hashed: readonly HashedCode[],
): Promise<Arrival> {
  if (!(await moveFlow(tx, tx.self.flowId, "backup-codes", "done"))) throw new Refusal("flow_over");
  await armBackupCodes(tx, hashed);
  const { identityId, trace, flowId } = tx.self;
  const [proofs, provedAt] = [await provedIn(tx), await lastProof(tx)];
  return arrive(tx, { identityId, proofs, trace, provedAt, to: { flowId }, setUp: true });
}
