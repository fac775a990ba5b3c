import type { Tx } from "@/db/client";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { type Arrival, arrive } from "./arrive";
import { moveFlow, startFlow } from "./flow";
import { type SecondStepAsked, secondStepAsked } from "./second-step-asked";
import { hasSecondStep } from "./standing";

/** The password was right, and a second step must be there by a date: it is said before the session begins. */
export const startSecondStepDue = (tx: Tx, identityId: string, returnTo: string | null): Promise<string> =>
  startFlow(tx, { purpose: "sign-in", identityId, state: "second-step-due", returnTo });

type Later = Extract<SecondStepAsked, { asked: "later" }>;

/** Until when one may wait; null when one may not, or need not any more. */
export async function secondStepDueOf(tx: IdentityTx<"sign-in">): Promise<Later | null> {
  const { identityId } = tx.self;
  if (await hasSecondStep(tx, identityId)) return null;
  const answer = await secondStepAsked(tx, identityId);
  return answer.asked === "later" ? answer : null;
}

/** "Later": in by the password alone, for as long as the date is ahead. */
export async function putOffSecondStep(tx: IdentityTx<"sign-in">): Promise<Arrival> {
  const { identityId, trace, flowId } = tx.self;
  const due = await secondStepDueOf(tx);
  if (!due || !(await moveFlow(tx, flowId, "second-step-due", "done"))) throw new Refusal("flow_over");
  record(tx, { action: "set_up.put_off", details: { until: due.until.toISOString() } });
  return arrive(tx, { identityId, proofs: ["password"], trace, to: { flowId } });
}
