import { eq } from "drizzle-orm";
import { z } from "zod";
import { flows } from "@/db/schema/sessions";
import type { FlowSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { type CodeVerdict, checkCode } from "@/lib/factors/check-code";
import { countCode, countProof } from "@/lib/factors/sign-in-code";
import {
  type FoundCode,
  findBackupCode,
  type NotTaken,
  spendBackupCode,
} from "@/lib/factors/use-backup-code";
import type { PasskeyDraft } from "@/lib/passkeys/answer";
import { usedPasskeyFor } from "@/lib/passkeys/asked";
import { checkPasskey, type PasskeyVerdict, type UsedPasskey } from "@/lib/passkeys/check";
import { isRefusal, Refusal } from "@/lib/refusal";
import { type FlowState, moveFlow } from "@/lib/sign-in/flow";
import { type ProofWay, proofWays } from "./proof-ways";
import { refuseUnlessAt } from "./refuse-unless-at";
import { stateAfterCode } from "./start-reset";

/** A code of the app, or a backup code where the rules let one work. */
export const ProofDraft = z.strictObject({
  by: z.enum(["app", "backup"]),
  code: z.string().trim().min(1, "code_missing").max(80, "code_form"),
});
export type ProofDraft = z.output<typeof ProofDraft>;

/** What is brought as a proof. */
export type BroughtProof = ProofDraft | ({ by: "passkey" } & PasskeyDraft);

/** What of a proof is found out before the door: a backup code is compared slowly, a question is spent. */
export type PreparedProof =
  | { by: "app"; code: string }
  | { by: "backup"; found: FoundCode }
  | { by: "passkey"; used: UsedPasskey };

export type ProofKind = "totp" | "passkey" | "backup_code";
export type NotProved =
  | { by: "app"; no: Exclude<CodeVerdict, { verdict: "right" }> }
  | { by: "passkey"; no: Exclude<PasskeyVerdict, { verdict: "right" }> }
  | { by: "backup"; no: Exclude<NotTaken, "held"> };
export type Proved = NotProved | { by: ProofKind };

async function refuseUnlessOpen(self: FlowSelf<"recovery">, state: FlowState, by: ProofWay): Promise<void> {
  const ways = await withIdentity<"recovery", ProofWay[]>(self, async (tx) => {
    await refuseUnlessAt(tx, state);
    return proofWays(tx);
  });
  if (!ways.includes(by)) throw new Refusal("way_closed");
}

async function counted(self: FlowSelf<"recovery">, brought: BroughtProof): Promise<PreparedProof> {
  if (brought.by === "backup") return { by: "backup", found: await findBackupCode(self, brought) };
  if (brought.by === "passkey") {
    await countProof(self);
    return { by: "passkey", used: await usedPasskeyFor(self, brought) };
  }
  await countCode(self, brought);
  return { by: "app", code: brought.code };
}

/** The same tries as at sign-in; who has used them up is told how to go on from here. */
export async function prepareProof(
  self: FlowSelf<"recovery">,
  brought: BroughtProof,
  state: FlowState,
): Promise<PreparedProof> {
  await refuseUnlessOpen(self, state, brought.by);
  try {
    return await counted(self, brought);
  } catch (error) {
    if (isRefusal(error) && error.code === "flow_tries_over") throw new Refusal("link_tries_over");
    throw error;
  }
}

/** Checks what was prepared; a backup code is used up by it. */
export async function prove(tx: IdentityTx<"recovery">, prepared: PreparedProof): Promise<Proved> {
  if (prepared.by === "backup") {
    const spent = await spendBackupCode(tx, prepared.found);
    if (spent.verdict === "right") return { by: "backup_code" };
    return { by: "backup", no: spent.verdict as Exclude<NotTaken, "held"> };
  }
  if (prepared.by === "passkey") {
    const checked = await checkPasskey(tx, prepared.used);
    return checked.verdict === "right" ? { by: "passkey" } : { by: "passkey", no: checked };
  }
  const checked = await checkCode(tx, prepared.code);
  return checked.verdict === "right" ? { by: "totp" } : { by: "app", no: checked };
}

/** The proof comes before the new password (T13): only it leads on, and only once. */
export async function proveReset(
  tx: IdentityTx<"recovery">,
  _draft: unknown,
  prepared: PreparedProof,
): Promise<NotProved | { state: FlowState }> {
  const proved = await prove(tx, prepared);
  if ("no" in proved) return proved;
  const { identityId, flowId } = tx.self;
  const state = await stateAfterCode(tx, identityId);
  if (!(await moveFlow(tx, flowId, "code", state))) throw new Refusal("flow_over");
  await tx
    .update(flows)
    .set({ proofs: [proved.by] })
    .where(eq(flows.id, flowId));
  record(tx, { action: "recovery.proved", details: { proof: proved.by } });
  return { state };
}
