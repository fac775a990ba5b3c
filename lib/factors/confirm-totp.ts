import { and, eq, isNull, sql } from "drizzle-orm";
import { factors } from "@/db/schema/factors";
import { people } from "@/db/schema/people";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { unseal } from "@/lib/secrets";
import { moveFlow } from "@/lib/sign-in/flow";
import { newBackupCodes } from "./backup-codes";
import { pendingTotp, sealedFor } from "./enrol-totp";
import { acceptedStep, digitsOf, driftOf, stepOf } from "./totp";

/** Why a code was not taken, told where the key is on the screen anyway; never accepted. */
export type Enrolment =
  | { verdict: "right" }
  | { verdict: "form" }
  | { verdict: "over" }
  | { verdict: "old_entry"; label: string }
  | { verdict: "clock"; seconds: number }
  | { verdict: "wrong" };

const OLD_STEPS = 10;

async function oldEntry(
  tx: IdentityTx<"activation">,
  pendingId: string,
  code: string,
): Promise<string | null> {
  const rows = await tx
    .select()
    .from(factors)
    .where(and(eq(factors.identityId, tx.self.identityId), eq(factors.kind, "totp")));
  for (const row of rows.filter(({ id }) => id !== pendingId)) {
    const secret = unseal(row.sealedSecret, sealedFor(row.identityId, row.id));
    if ((await stepOf(secret, code, OLD_STEPS, OLD_STEPS)) !== null) return row.label;
  }
  return null;
}

async function whyNot(
  tx: IdentityTx<"activation">,
  pending: { id: string; secret: string },
  code: string,
): Promise<Enrolment> {
  const seconds = await driftOf(pending.secret, code, true);
  if (seconds !== null) return { verdict: "clock", seconds };
  const label = await oldEntry(tx, pending.id, code);
  return label === null ? { verdict: "wrong" } : { verdict: "old_entry", label };
}

/** One winner: a factor is confirmed once, and the step that proved it is used. */
async function confirm(tx: IdentityTx<"activation">, factorId: string, step: number): Promise<boolean> {
  const confirmed = await tx
    .update(factors)
    .set({ confirmedAt: sql`clock_timestamp()`, lastUsedAt: sql`clock_timestamp()`, lastStep: step })
    .where(and(eq(factors.id, factorId), isNull(factors.confirmedAt), isNull(factors.endedAt)))
    .returning({ id: factors.id });
  if (confirmed.length === 0) return false;
  await tx
    .update(people)
    .set({ secondStepAt: sql`clock_timestamp()` })
    .where(and(eq(people.identityId, tx.self.identityId), isNull(people.secondStepAt)));
  return true;
}

/** Proves the waiting key by a code of it; the backup codes come next. */
export async function confirmTotp(tx: IdentityTx<"activation">, typed: string): Promise<Enrolment> {
  const code = digitsOf(typed);
  if (!code) return { verdict: "form" };
  const pending = await pendingTotp(tx);
  if (!pending) return { verdict: "over" };
  const step = await acceptedStep(pending.secret, code);
  if (step === null) {
    const answer = await whyNot(tx, pending, code);
    const seconds = answer.verdict === "clock" ? { seconds: answer.seconds } : {};
    record(tx, {
      action: "factor.code_refused",
      result: "refused",
      reason: answer.verdict,
      subjectId: pending.id,
      details: seconds,
    });
    return answer;
  }
  if (!(await confirm(tx, pending.id, step))) {
    // A second click at the same time waited for a row, which counts as writing: the door asks for a line.
    record(tx, { action: "factor.code_refused", result: "refused", reason: "over", subjectId: pending.id });
    return { verdict: "over" };
  }
  if (!(await moveFlow(tx, tx.self.flowId, "second-step", "backup-codes"))) throw new Refusal("flow_over");
  await newBackupCodes(tx, tx.self.flowId);
  record(tx, { action: "factor.confirmed", subjectId: pending.id });
  return { verdict: "right" };
}
