import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { passGate } from "@/lib/factors/pass-gate";
import { Refusal } from "@/lib/refusal";
import type { Arrival } from "@/lib/sign-in/arrive";
import { moveFlow } from "@/lib/sign-in/flow";
import type { AnswersDraft } from "./answers-draft";
import { type HashedAnswer, setAnswers } from "./set-answers";

/** What a company asks for before the first session is given: on, and in. */
export async function giveAnswers(
  tx: IdentityTx<"activation">,
  _draft: AnswersDraft,
  hashed: readonly HashedAnswer[],
): Promise<Arrival> {
  await setAnswers(tx, hashed);
  return passGate(tx, "questions");
}

/** "Cancel" gives no session: the next sign-in asks again (H23). */
export async function putOffAnswers(tx: IdentityTx<"activation">): Promise<void> {
  if (!(await moveFlow(tx, tx.self.flowId, "questions", "done"))) throw new Refusal("flow_over");
  record(tx, { action: "questions.put_off" });
}
