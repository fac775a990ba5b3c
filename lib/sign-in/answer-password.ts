import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { type Begun, beginSignIn } from "./begin";
import type { PasswordVerdict } from "./check-password";

export type Outcome = Begun | Exclude<PasswordVerdict, { verdict: "right" }>;

/** Moves on from the verdict on a password; a wrong try on a known identity is written down, without saying so. */
export async function answerPassword(tx: SystemTx, checked: PasswordVerdict): Promise<Outcome> {
  if (checked.verdict === "right") return beginSignIn(tx, checked);
  if (checked.verdict === "wrong" && checked.identityId)
    record(tx, {
      action: "sign_in.password_wrong",
      identityId: checked.identityId,
      result: "refused",
      reason: "wrong",
    });
  return checked;
}
