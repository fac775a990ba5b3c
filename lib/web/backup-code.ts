import "server-only";
import { redirect } from "next/navigation";
import type { FlowSelf } from "@/lib/access/actor";
import { withIdentity } from "@/lib/access/doors";
import { heldBackupCodes } from "@/lib/factors/backup-codes";
import type { BackupOutcome, NewPhone } from "@/lib/factors/sign-in-backup-code";
import { giveBackCode } from "@/lib/factors/sign-in-code";
import { noteWrongCode } from "@/lib/identity/wrong-codes";
import { dropFlow, keepFlow, keepSession } from "./cookies";
import { currentFlow, currentSelf } from "./current";
import type { Told } from "./identity-action";
import { secondsClock } from "./seconds-clock";

/** The sign-in of this browser, where the second proof is asked; anybody else is led to where they belong. */
export async function signInAt(state: "code" | "new-code"): Promise<FlowSelf<"sign-in">> {
  const flow = await currentFlow("sign-in");
  if (!flow) redirect((await currentSelf()) ? "/" : "/sign-in");
  if (flow.state === state) return flow.self;
  return redirect(flow.state === "new-code" ? "/sign-in/backup-code/new" : `/sign-in/${flow.state}`);
}

/** The new code, shown until it is said to be kept. */
export async function newCodeToKeep(): Promise<string> {
  const self = await signInAt("new-code");
  const codes = await withIdentity<"sign-in", string[] | null>(self, heldBackupCodes);
  return codes?.[0] ?? redirect("/sign-in");
}

/** In, or on to the set-up without which somebody with power over others is not in. */
export async function leadOnToNewPhone(
  { flow, session }: NewPhone,
  self: FlowSelf<"sign-in">,
): Promise<string> {
  await giveBackCode(self);
  if (session) await keepSession(session, self.identityId);
  await keepFlow("activation", flow);
  await dropFlow("sign-in");
  return "/welcome/second-step";
}

export async function leadOnFromBackupCode(
  outcome: BackupOutcome,
  self: FlowSelf<"sign-in">,
): Promise<string | Told> {
  if (outcome.verdict === "right") return leadOnToNewPhone(outcome, self);
  if (outcome.verdict === "new_code" || outcome.verdict === "held") await giveBackCode(self);
  if (outcome.verdict === "new_code") return "/sign-in/backup-code/new";
  if (outcome.verdict === "wrong" || outcome.verdict === "used") await noteWrongCode(self);
  const values = outcome.verdict === "held" ? { until: await secondsClock(outcome.until) } : {};
  return { field: "code", key: `backup_code_${outcome.verdict}`, values };
}
