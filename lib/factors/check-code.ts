import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { factors } from "@/db/schema/factors";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { unseal } from "@/lib/secrets";
import { sealedFor } from "./enrol-totp";
import { acceptedStep, digitsOf, driftOf } from "./totp";

/** What is told at sign-in: only about the past, never that a code is still to come. */
export type CodeVerdict =
  | { verdict: "right" }
  | { verdict: "form" }
  | { verdict: "used" }
  | { verdict: "earlier"; seconds: number }
  | { verdict: "wrong" };

type Factor = typeof factors.$inferSelect;

/** Compare and set: of two at once, over two instances, one wins (RFC 6238, 5.2). */
async function takeStep(
  tx: IdentityTx<"sign-in" | "step-up">,
  factorId: string,
  step: number,
): Promise<boolean> {
  const taken = await tx
    .update(factors)
    .set({ lastStep: step, lastUsedAt: sql`clock_timestamp()` })
    .where(and(eq(factors.id, factorId), or(isNull(factors.lastStep), lt(factors.lastStep, step))))
    .returning({ id: factors.id });
  return taken.length === 1;
}

async function verdictOn(
  tx: IdentityTx<"sign-in" | "step-up">,
  factor: Factor,
  code: string,
): Promise<CodeVerdict> {
  const secret = unseal(factor.sealedSecret, sealedFor(factor.identityId, factor.id));
  const step = await acceptedStep(secret, code);
  if (step !== null) return { verdict: (await takeStep(tx, factor.id, step)) ? "right" : "used" };
  const seconds = await driftOf(secret, code, false);
  return seconds === null ? { verdict: "wrong" } : { verdict: "earlier", seconds };
}

const helpful = ["right", "used", "earlier", "wrong"] as const;

/** Answers instead of throwing: a wrong try is an event, so it must commit. The tries are counted before. */
export async function checkCode(tx: IdentityTx<"sign-in" | "step-up">, typed: string): Promise<CodeVerdict> {
  const code = digitsOf(typed);
  if (!code) return { verdict: "form" };
  const own = await tx
    .select()
    .from(factors)
    .where(
      and(eq(factors.identityId, tx.self.identityId), sql`confirmed_at is not null`, isNull(factors.endedAt)),
    );
  const verdicts = await Promise.all(own.map((factor) => verdictOn(tx, factor, code)));
  const best = helpful.flatMap((kind) => verdicts.filter(({ verdict }) => verdict === kind))[0] ?? {
    verdict: "wrong",
  };
  if (best.verdict !== "right") {
    const details = best.verdict === "earlier" ? { seconds: best.seconds } : {};
    record(tx, { action: "sign_in.code_wrong", result: "refused", reason: best.verdict, details });
  }
  return best;
}
