import "server-only";
import type { FlowSelf, SessionSelf } from "@/lib/access/actor";
import type { addOwnPasskey, setUpByPasskey } from "@/lib/passkeys/set-up";
import { SECURITY } from "./account";
import { keepSession } from "./cookies";
import type { FormState } from "./form-state";
import { passkeyToldNo } from "./passkey";
import { leadOnFromSetUp } from "./set-up";

/** On to the backup codes, or in where there are some. */
export async function leadOnFromPasskeySetUp(
  outcome: Awaited<ReturnType<typeof setUpByPasskey>>,
  self: FlowSelf<"activation">,
  returnTo: string | null,
): Promise<string | FormState> {
  if (outcome.verdict !== "right") return passkeyToldNo(outcome.verdict);
  return outcome.arrival ? leadOnFromSetUp(outcome.arrival, self, returnTo) : "/welcome/backup-codes";
}

export async function leadOnFromOwnPasskey(
  outcome: Awaited<ReturnType<typeof addOwnPasskey>>,
  self: SessionSelf,
): Promise<string | FormState> {
  if (outcome.verdict !== "right") return passkeyToldNo(outcome.verdict);
  await keepSession(outcome.secret, self.identityId);
  return `${SECURITY}?done=passkey`;
}
