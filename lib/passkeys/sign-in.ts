import { eq } from "drizzle-orm";
import { passkeys } from "@/db/schema/passkeys";
import { flows, type Proof } from "@/db/schema/sessions";
import type { FlowSelf, Trace } from "@/lib/access/actor";
import { type IdentityTx, type SystemTx, withIdentity, withSystem } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { lacksBackupCodes } from "@/lib/factors/backup-codes";
import { startSheet } from "@/lib/factors/start-sheet";
import { Refusal } from "@/lib/refusal";
import { type Arrival, arrive } from "@/lib/sign-in/arrive";
import { moveFlow } from "@/lib/sign-in/flow";
import { type PasskeyDraft, usedPasskeyIn } from "./answer";
import { type BoundTo, spendChallenge } from "./challenge";
import { checkPasskey, type PasskeyVerdict, type UsedPasskey } from "./check";

export type PasskeySignIn =
  | Exclude<PasskeyVerdict, { verdict: "right" }>
  | { verdict: "right"; arrival: Arrival }
  | { verdict: "sheet"; flow: string };

/** Somebody who closed the browser before the tick gets a new sheet, and the session after it. */
async function begin(tx: IdentityTx<"sign-in">, proofs: readonly Proof["kind"][]): Promise<PasskeySignIn> {
  if (await lacksBackupCodes(tx)) return { verdict: "sheet", flow: await startSheet(tx, proofs) };
  const { identityId, trace, flowId } = tx.self;
  return { verdict: "right", arrival: await arrive(tx, { identityId, proofs, trace, to: { flowId } }) };
}

/** In the place of the app's code, after the password. */
export async function secondStepByPasskey(
  tx: IdentityTx<"sign-in">,
  _draft: unknown,
  used: UsedPasskey,
): Promise<PasskeySignIn> {
  const checked = await checkPasskey(tx, used);
  if (checked.verdict !== "right") return checked;
  if (!(await moveFlow(tx, tx.self.flowId, "code", "done"))) throw new Refusal("flow_over");
  return begin(tx, ["password", "passkey"]);
}

type Claimed = { self: FlowSelf<"sign-in">; used: UsedPasskey; returnTo: string | null };
type Unclaimed = { verdict: "over" | "unknown" };

function no(tx: SystemTx, verdict: Unclaimed["verdict"]): Unclaimed {
  record(tx, { action: "passkey.refused", result: "refused", reason: verdict });
  return { verdict };
}

/** Whose passkey it says it is. The challenge is spent here, and stays so whatever comes of it. */
async function claim(tx: SystemTx, boundTo: BoundTo, used: UsedPasskey, trace: Trace) {
  const spent = used && (await spendChallenge(tx, boundTo, used.challenge));
  if (!used || !spent) return no(tx, "over");
  const [owner] = await tx
    .select({ identityId: passkeys.identityId })
    .from(passkeys)
    .where(eq(passkeys.credentialId, Buffer.from(used.response.id, "base64url")));
  if (!owner) return no(tx, "unknown");
  const { flowId, returnTo } = spent;
  const { identityId } = owner;
  await tx.update(flows).set({ identityId }).where(eq(flows.id, flowId));
  const self: FlowSelf<"sign-in"> = { kind: "sign-in", identityId, flowId, trace };
  return { self, used, returnTo };
}

export type PasskeyAlone =
  | { outcome: Unclaimed }
  | { outcome: PasskeySignIn; identityId: string; returnTo: string | null };

/** Without a name: something one has, and a finger, face or PIN that it has checked itself, are two proofs. */
export async function signInByPasskey(
  boundTo: BoundTo,
  draft: PasskeyDraft,
  trace: Trace,
): Promise<PasskeyAlone> {
  const used = usedPasskeyIn(draft);
  const claimed = await withSystem<Claimed | Unclaimed>(
    "sign in",
    (tx) => claim(tx, boundTo, used, trace),
    trace,
  );
  if ("verdict" in claimed) return { outcome: claimed };
  const outcome = await withIdentity<"sign-in", PasskeySignIn>(claimed.self, async (tx) => {
    const checked = await checkPasskey(tx, claimed.used);
    return checked.verdict === "right" ? begin(tx, ["passkey"]) : checked;
  });
  return { outcome, identityId: claimed.self.identityId, returnTo: claimed.returnTo };
}
