import type { IdentityTx } from "@/lib/access/doors";
import { hasSecondStep } from "@/lib/sign-in/standing";
import { stateAfterCode } from "./start-reset";

type Step = "code" | "questions" | "password";

/** "Step 2 of 3": how far the way to a new password is, from the link on. */
export async function resetSteps(
  tx: IdentityTx<"recovery">,
  now: Step,
): Promise<{ current: number; total: number } | undefined> {
  const { identityId } = tx.self;
  const steps: Step[] = [
    ...((await hasSecondStep(tx, identityId)) ? (["code"] as const) : []),
    ...((await stateAfterCode(tx, identityId)) === "questions" ? (["questions"] as const) : []),
    "password",
  ];
  return steps.length > 1 ? { current: steps.indexOf(now) + 1, total: steps.length } : undefined;
}
