import { eq } from "drizzle-orm";
import { z } from "zod";
import { flows } from "@/db/schema/sessions";
import type { FlowSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { type CodeVerdict, checkCode } from "@/lib/factors/check-code";
import { countCode } from "@/lib/factors/sign-in-code";
import {
  type FoundCode,
  findBackupCode,
  type NotTaken,
  spendBackupCode,
} from "@/lib/factors/use-backup-code";
import type { Rules } from "@/lib/policy/policy";
import { isRefusal, Refusal } from "@/lib/refusal";
import { type FlowState, moveFlow } from "@/lib/sign-in/flow";
import { rulesFor } from "@/lib/sign-in/standing";
import { refuseUnlessAt } from "./refuse-unless-at";
import { stateAfterCode } from "./start-reset";

/** A code of the app, or a backup code where the rules let one work. */
export const ProofDraft = z.strictObject({
  by: z.enum(["app", "backup"]),
  code: z.string().trim().min(1, "code_missing").max(80, "code_form"),
});
export type ProofDraft = z.output<typeof ProofDraft>;

/** What of a proof is found out before the door: a backup code is compared slowly. */
export type PreparedProof = { by: "app" } | { by: "backup"; found: FoundCode };

export type ProofKind = "totp" | "backup_code";
export type NotProved =
  | { by: "app"; no: Exclude<CodeVerdict, { verdict: "right" }> }
  | { by: "backup"; no: Exclude<NotTaken, "held"> };
export type Proved = NotProved | { by: ProofKind };

async function refuseUnlessOpen(
  self: FlowSelf<"recovery">,
  state: FlowState,
  { by }: ProofDraft,
): Promise<void> {
  const rules = await withIdentity<"recovery", Rules>(self, async (tx) => {
    await refuseUnlessAt(tx, state);
    return rulesFor(tx, self.identityId);
  });
  if (by === "backup" && !rules.recovery.includes("backup_code")) throw new Refusal("way_closed");
}

/** The same tries as at sign-in; who has used them up is told how to go on from here. */
export async function prepareProof(
  self: FlowSelf<"recovery">,
  draft: ProofDraft,
  state: FlowState,
): Promise<PreparedProof> {
  await refuseUnlessOpen(self, state, draft);
  try {
    if (draft.by === "backup") return { by: "backup", found: await findBackupCode(self, draft) };
    await countCode(self, draft);
    return { by: "app" };
  } catch (error) {
    if (isRefusal(error) && error.code === "flow_tries_over") throw new Refusal("link_tries_over");
    throw error;
  }
}

/** Checks what was prepared; a backup code is used up by it. */
export async function prove(
  tx: IdentityTx<"recovery">,
  { code }: Pick<ProofDraft, "code">,
  prepared: PreparedProof,
): Promise<Proved> {
  if (prepared.by === "backup") {
    const spent = await spendBackupCode(tx, prepared.found);
    if (spent.verdict === "right") return { by: "backup_code" };
    return { by: "backup", no: spent.verdict as Exclude<NotTaken, "held"> };
  }
  const checked = await checkCode(tx, code);
  return checked.verdict === "right" ? { by: "totp" } : { by: "app", no: checked };
}

/** The proof comes before the new password (T13): only it leads on, and only once. */
export async function proveReset(
  tx: IdentityTx<"recovery">,
  draft: ProofDraft,
  prepared: PreparedProof,
): Promise<NotProved | { state: FlowState }> {
  const proved = await prove(tx, draft, prepared);
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
