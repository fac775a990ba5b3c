import { and, eq, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { factors } from "@/db/schema/factors";
import { people } from "@/db/schema/people";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { tellOwner } from "@/lib/identity/tell-owner";
import { unseal } from "@/lib/secrets";
import { endSetUps } from "@/lib/sign-in/flow";
import { forgetDevices } from "@/lib/sign-in/trusted-device";
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

/** Where an app is linked: in the set-up, or from the account page in a session that is fresh. */
type Setting = "activation" | "session";

const OLD_STEPS = 10;

async function oldEntry(tx: IdentityTx<Setting>, pendingId: string, code: string): Promise<string | null> {
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
  tx: IdentityTx<Setting>,
  pending: { id: string; secret: string },
  code: string,
): Promise<Enrolment> {
  const seconds = await driftOf(pending.secret, code, true);
  if (seconds !== null) return { verdict: "clock", seconds };
  const label = await oldEntry(tx, pending.id, code);
  return label === null ? { verdict: "wrong" } : { verdict: "old_entry", label };
}

/** The app that was linked before is dead from now on, and a set-up that waits in another browser with it. */
async function endEarlier(tx: IdentityTx<Setting>, factorId: string): Promise<boolean> {
  const { identityId } = tx.self;
  const ended = await tx
    .update(factors)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(factors.identityId, identityId),
        ne(factors.id, factorId),
        isNotNull(factors.confirmedAt),
        isNull(factors.endedAt),
      ),
    )
    .returning({ id: factors.id });
  await endSetUps(tx, identityId, tx.self.kind === "activation" ? tx.self.flowId : undefined);
  await forgetDevices(tx, identityId);
  return ended.length > 0;
}

/** One winner: a factor is confirmed once, and the step that proved it is used. */
async function confirm(tx: IdentityTx<Setting>, factorId: string, step: number): Promise<boolean> {
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

/** Written down, and told to the owner: a new app, or another in the place of the old one. */
async function note(tx: IdentityTx<Setting>, factorId: string): Promise<void> {
  const { identityId, trace } = tx.self;
  const replaced = await endEarlier(tx, factorId);
  record(tx, { action: replaced ? "factor.replaced" : "factor.confirmed", subjectId: factorId });
  const notice = replaced ? "authenticator_changed" : "authenticator_added";
  await tellOwner(tx, { identityId, notice, trace });
}

/** Proves the waiting key by a code of it; only then an earlier one ends. */
export async function confirmTotp(tx: IdentityTx<Setting>, typed: string): Promise<Enrolment> {
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
  await note(tx, pending.id);
  return { verdict: "right" };
}
