import { randomUUID } from "node:crypto";
import type { Proof } from "@/db/schema/sessions";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { returnToOf, startFlow } from "@/lib/sign-in/flow";
import { newBackupCodes } from "./backup-codes";

/** Backup codes at the end of a sign-in, for who has none; the session begins after they are kept. */
export async function startSheet(
  tx: IdentityTx<"sign-in">,
  proofs: readonly Proof["kind"][],
): Promise<string> {
  const { identityId, flowId } = tx.self;
  const id = randomUUID();
  const returnTo = await returnToOf(tx, flowId);
  const flow = await startFlow(tx, {
    id,
    purpose: "activation",
    identityId,
    state: "backup-codes",
    returnTo,
    proofs,
  });
  await newBackupCodes(tx, id);
  record(tx, { action: "backup_codes.shown", subjectId: id });
  return flow;
}
