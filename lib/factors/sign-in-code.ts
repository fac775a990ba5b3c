import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { flows } from "@/db/schema/sessions";
import type { FlowSelf } from "@/lib/access/actor";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { clearTries, countTry, giveBack, type Limit } from "@/lib/identity/limits";
import { Refusal } from "@/lib/refusal";
import { completeSignIn } from "@/lib/sign-in/complete";
import { moveFlow, startFlow } from "@/lib/sign-in/flow";
import { hasBackupCodes, newBackupCodes } from "./backup-codes";
import { type CodeVerdict, checkCode } from "./check-code";
import { digitsOf } from "./totp";

export const CodeDraft = z.strictObject({
  code: z.string().trim().min(1, "code_missing").max(40, "code_form"),
});
export type CodeDraft = z.output<typeof CodeDraft>;

const perChallenge: Limit = { name: "code in flow", most: 5, seconds: 86_400 };
const perHour: Limit = { name: "code of identity", most: 10, seconds: 3600 };
const perDay: Limit = { name: "code of identity", most: 30, seconds: 86_400 };

/** Counted before it is checked, across processes, sign-ins and instances (OWASP ASVS 5.0, 6.6.3). */
export async function countCode(
  { flowId, identityId }: Pick<FlowSelf, "flowId" | "identityId">,
  { code }: CodeDraft,
): Promise<void> {
  // What cannot be a code is told at the field and costs no try.
  if (!digitsOf(code)) return;
  if (await countTry(perChallenge, flowId)) throw new Refusal("flow_tries_over");
  const until = (await countTry(perHour, identityId)) ?? (await countTry(perDay, identityId));
  if (until) throw new Refusal("too_many_codes", { until });
}

/** A right code does not count against anybody. */
export async function giveBackCode({
  flowId,
  identityId,
}: Pick<FlowSelf, "flowId" | "identityId">): Promise<void> {
  await Promise.all([
    clearTries(perChallenge, flowId),
    giveBack(perHour, identityId, 1),
    giveBack(perDay, identityId, 1),
  ]);
}

export type CodeOutcome =
  | Exclude<CodeVerdict, { verdict: "right" }>
  | { verdict: "right"; session: string }
  | { verdict: "sheet"; flow: string };

/** Somebody who closed the browser before the tick gets a new sheet, and the session after it. */
async function startSheet(tx: IdentityTx<"sign-in">): Promise<CodeOutcome> {
  const { identityId, flowId } = tx.self;
  const [before] = await tx.select({ returnTo: flows.returnTo }).from(flows).where(eq(flows.id, flowId));
  const id = randomUUID();
  const returnTo = before?.returnTo ?? null;
  const flow = await startFlow(tx, {
    id,
    purpose: "activation",
    identityId,
    state: "backup-codes",
    returnTo,
  });
  await newBackupCodes(tx, id);
  record(tx, { action: "backup_codes.shown", subjectId: id });
  return { verdict: "sheet", flow };
}

/** The second proof of a sign-in; with it the session begins. */
export async function signInWithCode(tx: IdentityTx<"sign-in">, { code }: CodeDraft): Promise<CodeOutcome> {
  const checked = await checkCode(tx, code);
  if (checked.verdict !== "right") return checked;
  if (!(await moveFlow(tx, tx.self.flowId, "code", "done"))) throw new Refusal("flow_over");
  if (!(await hasBackupCodes(tx))) return startSheet(tx);
  const { identityId, trace } = tx.self;
  return {
    verdict: "right",
    session: await completeSignIn(tx, { identityId, proofs: ["password", "totp"], trace }),
  };
}
