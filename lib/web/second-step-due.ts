import "server-only";
import { redirect } from "next/navigation";
import type { FlowSelf } from "@/lib/access/actor";
import { withIdentity } from "@/lib/access/doors";
import type { Arrival } from "@/lib/sign-in/arrive";
import { secondStepDueOf } from "@/lib/sign-in/put-off";
import { leadIn } from "./arrival";
import { dropFlow, keepFlow } from "./cookies";
import { currentFlow, currentSelf } from "./current";

/** Until when the second step may wait; anybody to whom that does not apply is led to where they belong. */
export async function dueOfRequest() {
  const flow = await currentFlow("sign-in");
  if (flow?.state !== "second-step-due") redirect((await currentSelf()) ? "/" : "/sign-in");
  const due = await withIdentity<"sign-in", Awaited<ReturnType<typeof secondStepDueOf>>>(
    flow.self,
    secondStepDueOf,
  );
  return due ?? redirect("/sign-in");
}

export async function leadOnFromPuttingOff(
  arrival: Arrival,
  self: FlowSelf<"sign-in">,
  returnTo: string | null,
): Promise<string> {
  await dropFlow("sign-in");
  return leadIn(arrival, self.identityId, returnTo);
}

export async function leadOnToSetUp(flow: string): Promise<string> {
  await keepFlow("activation", flow);
  await dropFlow("sign-in");
  return "/welcome/second-step";
}
