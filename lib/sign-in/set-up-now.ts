import type { IdentityTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import { startSetUp } from "./begin";
import { moveFlow, returnToOf } from "./flow";
import { secondStepDueOf } from "./put-off";

/** "Set it up now", with time still left. Gives the secret of the set-up. */
export async function setUpSecondStepNow(tx: IdentityTx<"sign-in">): Promise<string> {
  const { identityId, flowId } = tx.self;
  if (!(await secondStepDueOf(tx))) throw new Refusal("flow_over");
  if (!(await moveFlow(tx, flowId, "second-step-due", "done"))) throw new Refusal("flow_over");
  return startSetUp(tx, identityId, await returnToOf(tx, flowId));
}
