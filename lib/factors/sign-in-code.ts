import { z } from "zod";
import type { FlowSelf } from "@/lib/access/actor";
import type { IdentityTx } from "@/lib/access/doors";
import { clearTries, countTry, giveBack, type Limit } from "@/lib/identity/limits";
import { Refusal } from "@/lib/refusal";
import { type Arrival, arrive } from "@/lib/sign-in/arrive";
import { moveFlow } from "@/lib/sign-in/flow";
import { type Trusted, trustDevice } from "@/lib/sign-in/trusted-device";
import { lacksBackupCodes } from "./backup-codes";
import { type CodeVerdict, checkCode } from "./check-code";
import { startSheet } from "./start-sheet";
import { digitsOf } from "./totp";

export const CodeDraft = z.strictObject({
  code: z.string().trim().min(1, "code_missing").max(40, "code_form"),
});
export type CodeDraft = z.output<typeof CodeDraft>;

/** At sign-in this device can be trusted from now on, where the rules let it. */
export const SignInCodeDraft = CodeDraft.extend({ trust: z.literal("yes").optional() });
type SignInCodeDraft = z.output<typeof SignInCodeDraft>;

const perChallenge: Limit = { name: "code in flow", most: 5, seconds: 86_400 };
const perHour: Limit = { name: "code of identity", most: 10, seconds: 3600 };
const perDay: Limit = { name: "code of identity", most: 30, seconds: 86_400 };

type Counted = Pick<FlowSelf, "flowId" | "identityId">;

/** Counted before it is checked, across processes, sign-ins and instances (OWASP ASVS 5.0, 6.6.3). */
export async function countProof({ flowId, identityId }: Counted): Promise<void> {
  if (await countTry(perChallenge, flowId)) throw new Refusal("flow_tries_over");
  const until = (await countTry(perHour, identityId)) ?? (await countTry(perDay, identityId));
  if (until) throw new Refusal("too_many_codes", { until });
}

/** What cannot be a code is told at the field and costs no try. */
export async function countCode(self: Counted, { code }: Pick<CodeDraft, "code">): Promise<void> {
  if (digitsOf(code)) await countProof(self);
}

/** A right code does not count against anybody. */
export async function giveBackCode({ flowId, identityId }: Counted): Promise<void> {
  await Promise.all([
    clearTries(perChallenge, flowId),
    giveBack(perHour, identityId, 1),
    giveBack(perDay, identityId, 1),
  ]);
}

export type CodeOutcome =
  | Exclude<CodeVerdict, { verdict: "right" }>
  | { verdict: "right"; arrival: Arrival; trusted?: Trusted | null }
  | { verdict: "sheet"; flow: string };

/** The second proof of a sign-in; with it the session begins. */
export async function signInWithCode(
  tx: IdentityTx<"sign-in">,
  { code, trust }: SignInCodeDraft,
): Promise<CodeOutcome> {
  const checked = await checkCode(tx, code);
  if (checked.verdict !== "right") return checked;
  if (!(await moveFlow(tx, tx.self.flowId, "code", "done"))) throw new Refusal("flow_over");
  // Somebody who closed the browser before the tick gets a new sheet, and the session after it.
  if (await lacksBackupCodes(tx))
    return { verdict: "sheet", flow: await startSheet(tx, ["password", "totp"]) };
  const { identityId, trace, flowId } = tx.self;
  const proofs = ["password", "totp"] as const;
  const arrival = await arrive(tx, { identityId, proofs, trace, to: { flowId } });
  return { verdict: "right", arrival, ...(trust && { trusted: await trustDevice(tx) }) };
}
