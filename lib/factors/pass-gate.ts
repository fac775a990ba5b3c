import type { IdentityTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import { type Arrival, arrive, type Gate } from "@/lib/sign-in/arrive";
import { moveFlow } from "@/lib/sign-in/flow";
import { lastProof } from "./last-proof";
import { provedIn } from "./proved-in";

/** What was asked is given: on to the next, or in. */
export async function passGate(tx: IdentityTx<"activation">, gate: Gate): Promise<Arrival> {
  const { flowId, identityId, trace } = tx.self;
  if (!(await moveFlow(tx, flowId, gate, "done"))) throw new Refusal("flow_over");
  const [proofs, provedAt] = [await provedIn(tx), await lastProof(tx)];
  return arrive(tx, { identityId, proofs, trace, provedAt, to: { flowId } });
}
