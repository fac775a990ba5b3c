import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { type Begun, beginSignIn } from "./begin";
import type { PasswordVerdict } from "./check-password";

export type Outcome = Begun | Exclude<PasswordVerdict, { verdict: "right" }>;

/** Moves on from the verdict on a password; a wrong try is written down, without saying so. */
export async function answerPassword(tx: SystemTx, checked: PasswordVerdict): Promise<Outcome> {
  if (checked.verdict === "right") return beginSignIn(tx, checked);
  if (checked.verdict === "wrong")
    // An unknown name is written down as well: one that is not would be told by the time it takes.
    record(tx, {
      action: "sign_in.password_wrong",
      ...(checked.identityId && { identityId: checked.identityId }),
      result: "refused",
      reason: checked.identityId ? "wrong" : "unknown",
    });
  return checked;
}
