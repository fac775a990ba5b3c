import type { Proof } from "@/db/schema/sessions";
import type { FlowSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import type { Rules } from "@/lib/policy/policy";
import { Refusal } from "@/lib/refusal";
import { startSetUp } from "@/lib/sign-in/begin";
import { completeSignIn } from "@/lib/sign-in/complete";
import { moveFlow, returnToOf } from "@/lib/sign-in/flow";
import { rulesFor } from "@/lib/sign-in/standing";
import { armBackupCodes, type HashedCode, hashedCodes, heldBackupCodes } from "./backup-codes";
import { type Holding, holdBackupCode, spendHeldCode } from "./hold-backup-code";
import { type FoundCode, type NotTaken, noteBackupCodeUsed, spendBackupCode } from "./use-backup-code";

/** The set-up of a new second step, and the session, which somebody with power over others gets only after it. */
export type NewPhone = { verdict: "right"; flow: string; session: string | null };

export type BackupOutcome = NewPhone | Holding | { verdict: Exclude<NotTaken, "held"> };

const proofs: readonly Proof["kind"][] = ["password", "backup_code"];

async function startNewPhone(tx: IdentityTx<"sign-in">, rules: Rules): Promise<NewPhone> {
  const { identityId, flowId, trace } = tx.self;
  const flow = await startSetUp(tx, identityId, await returnToOf(tx, flowId), proofs);
  const session = rules.elevated ? null : await completeSignIn(tx, { identityId, proofs, trace, rules });
  return { verdict: "right", flow, session };
}

/** In the place of the app's code: used up at once, or held while a new one is shown, as the rules say. */
export async function signInWithBackupCode(
  tx: IdentityTx<"sign-in">,
  _draft: unknown,
  found: FoundCode,
): Promise<BackupOutcome> {
  const rules = await rulesFor(tx, tx.self.identityId);
  if (!rules.recovery.includes("backup_code")) throw new Refusal("way_closed");
  if (found.verdict === "found" && rules.backupStyle === "rolling") return holdBackupCode(tx, found.id);
  const spent = await spendBackupCode(tx, found);
  if (spent.verdict !== "right") return spent as { verdict: Exclude<NotTaken, "held"> };
  if (!(await moveFlow(tx, tx.self.flowId, "code", "done"))) throw new Refusal("flow_over");
  return startNewPhone(tx, rules);
}

/** The slow hashing of the new code this sign-in shows, before the door. */
export async function hashNewCode(self: FlowSelf<"sign-in">): Promise<HashedCode[]> {
  const codes = await withIdentity<"sign-in", string[] | null>(self, heldBackupCodes);
  if (!codes) throw new Refusal("flow_over");
  return hashedCodes(codes);
}

/** "I have saved my backup code": only now the old one is spent, the new one works, and the sign-in is complete. */
export async function keepNewCode(
  tx: IdentityTx<"sign-in">,
  _kept: unknown,
  hashed: readonly HashedCode[],
): Promise<NewPhone> {
  if (!(await moveFlow(tx, tx.self.flowId, "new-code", "done"))) throw new Refusal("flow_over");
  const spent = await spendHeldCode(tx);
  if (!spent) throw new Refusal("flow_over");
  await armBackupCodes(tx, hashed);
  await noteBackupCodeUsed(tx, spent);
  return startNewPhone(tx, await rulesFor(tx, tx.self.identityId));
}
