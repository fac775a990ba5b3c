import { z } from "zod";
import type { SessionSelf } from "@/lib/access/actor";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { startSetUp } from "@/lib/sign-in/begin";
import { matchOwnPassword } from "@/lib/sign-in/confirm-again";
import { moveFlow } from "@/lib/sign-in/flow";
import { rulesFor } from "@/lib/sign-in/standing";
import { backupCodesLeft } from "./backup-codes";
import { provedIn } from "./proved-in";

/** Whether the new second step may wait: never for somebody with power over others. */
export async function mayPutOff(tx: IdentityTx<"activation">): Promise<boolean> {
  if (!(await provedIn(tx)).includes("backup_code")) return false;
  return !(await rulesFor(tx, tx.self.identityId)).elevated;
}

/** After a backup code or a text: what is left, and whether the set-up comes before anything else. */
export type NewPhoneState = { by: "backup_code" | "text"; left: number; rolling: boolean; elevated: boolean };

export async function newPhoneStateOf(tx: IdentityTx<"activation">): Promise<NewPhoneState | null> {
  const proofs = await provedIn(tx);
  const by = (["backup_code", "text"] as const).find((kind) => proofs.includes(kind));
  if (!by) return null;
  const { elevated, backupStyle, recovery } = await rulesFor(tx, tx.self.identityId);
  // Codes that no company takes are as good as none.
  const left = recovery.includes("backup_code") ? await backupCodesLeft(tx) : 0;
  return { by, left, rolling: backupStyle === "rolling", elevated };
}

/** "Not now": the session that the backup code began goes on, without a second step that is fresh. */
export async function putOffNewPhone(tx: IdentityTx<"activation">): Promise<void> {
  if (!(await mayPutOff(tx))) throw new Refusal("set_up_due");
  if (!(await moveFlow(tx, tx.self.flowId, "second-step", "done"))) throw new Refusal("flow_over");
  record(tx, { action: "set_up.put_off" });
}

/** In by a backup code, and no second step since. */
export const lacksNewPhone = ({ proofs }: Pick<SessionSelf, "proofs">) =>
  proofs.some(({ kind }) => kind === "backup_code") &&
  !proofs.some(({ kind }) => kind === "totp" || kind === "passkey");

export const PasswordAgain = z.strictObject({
  password: z.string().min(1, "password_missing").max(1024, "password_long"),
});

/** The slow part, before the door. */
export const isOwnPassword = async (
  self: SessionSelf,
  { password }: z.output<typeof PasswordAgain>,
): Promise<boolean> => (await matchOwnPassword(self, password)) !== null;

/** The set-up that was put off: on the same two proofs as at sign-in, the password given once more. */
export async function takeUpNewPhone(
  tx: IdentityTx<"session">,
  _typed: unknown,
  isRight: boolean,
): Promise<string | null> {
  if (!lacksNewPhone(tx.self)) throw new Refusal("way_closed");
  if (!isRight) {
    record(tx, { action: "sign_in.password_wrong", result: "refused", reason: "wrong" });
    return null;
  }
  record(tx, { action: "session.confirmed", details: { proof: "password" } });
  return startSetUp(tx, tx.self.identityId, null, ["password", "backup_code"]);
}
