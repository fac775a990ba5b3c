import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { flows, type Proof } from "@/db/schema/sessions";
import type { IdentityTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import { type Arrival, arrive } from "@/lib/sign-in/arrive";
import { moveFlow } from "@/lib/sign-in/flow";
import { hasSecondStep } from "@/lib/sign-in/standing";
import { lacksBackupCodes, newBackupCodes } from "./backup-codes";
import { confirmTotp, type Enrolment } from "./confirm-totp";
import { mayReplace, provedIn } from "./proved-in";
import { CodeDraft } from "./sign-in-code";

/** With "new backup codes as well", for who has some left but wants a new sheet. */
export const SetUpDraft = CodeDraft.extend({ newCodes: z.literal("yes").optional() });
type SetUpDraft = z.output<typeof SetUpDraft>;

export type SetUpOutcome =
  | Exclude<Enrolment, { verdict: "right" }>
  /** Null: the backup codes come first. */
  | { verdict: "right"; arrival: Arrival | null };

/** Finished in another tab, or by a second click. */
async function isOver(tx: IdentityTx<"activation">): Promise<boolean> {
  const [flow] = await tx
    .select({ state: flows.state, endedAt: flows.endedAt })
    .from(flows)
    .where(eq(flows.id, tx.self.flowId));
  return flow?.state !== "second-step" || flow.endedAt !== null;
}

async function showCodes(tx: IdentityTx<"activation">, proofs: Proof["kind"][]): Promise<SetUpOutcome> {
  const { flowId, identityId } = tx.self;
  if (!(await moveFlow(tx, flowId, "second-step", "backup-codes"))) throw new Refusal("flow_over");
  await tx
    .update(flows)
    .set({ proofs })
    .where(and(eq(flows.id, flowId), eq(flows.identityId, identityId)));
  await newBackupCodes(tx, flowId);
  return { verdict: "right", arrival: null };
}

/** After the new second step: backup codes when none are left or new ones are wished for, else the session. */
export async function afterSecondStep(
  tx: IdentityTx<"activation">,
  { kind, wantsCodes }: { kind: Proof["kind"]; wantsCodes: boolean },
): Promise<SetUpOutcome> {
  const { flowId, identityId, trace } = tx.self;
  const proofs = await provedIn(tx, [kind]);
  if (wantsCodes || (await lacksBackupCodes(tx))) return showCodes(tx, proofs);
  if (!(await moveFlow(tx, flowId, "second-step", "done"))) throw new Refusal("flow_over");
  const arrival = await arrive(tx, { identityId, proofs, trace, to: { flowId }, setUp: true });
  return { verdict: "right", arrival };
}

/** A second step is there by now, and the password alone does not replace it. */
export const isSetUpElsewhere = async (tx: IdentityTx<"activation">): Promise<boolean> =>
  (await hasSecondStep(tx, tx.self.identityId)) && !mayReplace(await provedIn(tx));

/** Proves the app of this set-up. */
export async function finishSecondStep(
  tx: IdentityTx<"activation">,
  { code, newCodes }: SetUpDraft,
): Promise<SetUpOutcome> {
  if (await isSetUpElsewhere(tx)) {
    if (await isOver(tx)) return { verdict: "over" };
    throw new Refusal("flow_over");
  }
  const answer = await confirmTotp(tx, code);
  if (answer.verdict !== "right") return answer;
  return afterSecondStep(tx, { kind: "totp", wantsCodes: newCodes === "yes" });
}
