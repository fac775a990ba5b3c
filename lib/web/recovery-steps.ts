import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { FlowSelf } from "@/lib/access/actor";
import { giveBackCode } from "@/lib/factors/sign-in-code";
import { clearRun } from "@/lib/identity/limits";
import type { NotProved } from "@/lib/recovery/prove";
import type { PasswordSet } from "@/lib/recovery/set-password";
import { checkKeyProofs, type KeyDraft, type KeyOutcome, type KeyProofs } from "@/lib/recovery/set-up-key";
import type { FlowState } from "@/lib/sign-in/flow";
import { rememberName } from "./asked";
import { codeToldNo } from "./code";
import { DEVICE_COOKIE, dropFlow, keepFlow } from "./cookies";
import { currentFlow } from "./current";
import type { FormState } from "./form-state";
import type { Told } from "./identity-action";
import { passkeyToldNo } from "./passkey";
import { pageOfStep } from "./recovery-link";
import { clientAddress } from "./trace";

/** The recovery of this browser, at this step; anybody else is led to where they belong. */
export async function recoveryAt(state: FlowState): Promise<FlowSelf<"recovery">> {
  const flow = await currentFlow("recovery");
  if (!flow) redirect(state === "key" ? "/request-key" : "/forgot");
  if (flow.state !== state) redirect(pageOfStep(flow.state));
  return flow.self;
}

/** Why a proof was not taken: beside its field, or above the form where it has none. */
async function toldNo(proof: NotProved): Promise<Told | FormState> {
  if (proof.by === "passkey") return passkeyToldNo(proof.no.verdict);
  return proof.by === "app" ? codeToldNo(proof.no) : { field: "code", key: `backup_code_${proof.no}` };
}

export async function leadOnFromProof(
  outcome: NotProved | { state: FlowState },
  self: FlowSelf<"recovery">,
): Promise<string | Told | FormState> {
  if ("no" in outcome) return toldNo(outcome);
  await giveBackCode(self);
  return pageOfStep(outcome.state);
}

/** No session: signing in comes next, with the address filled in; after a backup code the set-up does. */
export async function leadOnFromNewPassword({
  email,
  names,
  setUp,
  questions,
}: PasswordSet): Promise<string> {
  for (const name of names) await clearRun("password", name);
  await dropFlow("recovery");
  await rememberName({ name: email, set: { questions } });
  if (!setUp) return "/sign-in?reset=done";
  await keepFlow("activation", setUp);
  return "/welcome/second-step";
}

export async function keyProofsOfRequest(self: FlowSelf<"recovery">, draft: KeyDraft): Promise<KeyProofs> {
  const device = (await cookies()).get(DEVICE_COOKIE)?.value;
  return checkKeyProofs(self, draft, { address: await clientAddress(), device });
}

export async function leadOnFromKey(
  outcome: KeyOutcome,
  self: FlowSelf<"recovery">,
): Promise<string | Told | FormState> {
  if ("no" in outcome) return toldNo(outcome);
  if (outcome.verdict === "wrong_password") return { field: "password", key: "wrong_password" };
  if (outcome.proof) await giveBackCode(self);
  await dropFlow("recovery");
  await keepFlow("activation", outcome.flow);
  return "/welcome/second-step";
}
