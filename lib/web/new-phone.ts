import "server-only";
import { redirect } from "next/navigation";
import type { FlowSelf } from "@/lib/access/actor";
import { lacksNewPhone } from "@/lib/factors/put-off-new-phone";
import { dropFlow, keepFlow } from "./cookies";
import { currentFlow, requireSelf } from "./current";
import type { Told } from "./identity-action";
import { safePath } from "./safe-path";

/** Only for who put the new phone off; others have nothing to do there. */
export async function requirePutOffNewPhone(): Promise<void> {
  const flow = await currentFlow("activation");
  if (flow?.proofs.includes("backup_code")) redirect("/welcome/second-step");
  if (!lacksNewPhone(await requireSelf("/welcome/new-phone"))) redirect("/");
}

/** "Not now": on with the session that is there. */
export async function leadOnFromPuttingOff(
  _done: unknown,
  _self: FlowSelf<"activation">,
  returnTo: string | null,
): Promise<string> {
  await dropFlow("activation");
  return safePath(returnTo);
}

export async function leadOnFromTakingUp(flow: string | null): Promise<string | Told> {
  if (!flow) return { field: "password", key: "wrong_password" };
  await keepFlow("activation", flow);
  return "/welcome/second-step";
}
