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
  | { verdict: "old_key" }
  | { verdict: "wrong" };

/** Where a code of the app is asked for. */
type Asking = "sign-in" | "recovery" | "session";
type Factor = typeof factors.$inferSelect;

/** Compare and set: of two at once, over two instances, one wins (RFC 6238, 5.2). */
async function takeStep(tx: IdentityTx<Asking>, factorId: string, step: number): Promise<boolean> {
  const taken = await tx
    .update(factors)
    .set({ lastStep: step, lastUsedAt: sql`clock_timestamp()` })
    .where(and(eq(factors.id, factorId), or(isNull(factors.lastStep), lt(factors.lastStep, step))))
    .returning({ id: factors.id });
  return taken.length === 1;
}

async function verdictOn(tx: IdentityTx<Asking>, factor: Factor, code: string): Promise<CodeVerdict> {
  const secret = unseal(factor.sealedSecret, sealedFor(factor.identityId, factor.id));
  const step = await acceptedStep(secret, code);
  if (step !== null) return { verdict: (await takeStep(tx, factor.id, step)) ? "right" : "used" };
  const seconds = await driftOf(secret, code, false);
  return seconds === null ? { verdict: "wrong" } : { verdict: "earlier", seconds };
}

/** A code of an app that has been replaced (T19): told, because its entry is still on the phone. */
async function isOfOldKey(tx: IdentityTx<Asking>, code: string): Promise<boolean> {
  const ended = await tx
    .select()
    .from(factors)
    .where(
      and(eq(factors.identityId, tx.self.identityId), sql`confirmed_at is not null and ended_at is not null`),
    )
    .orderBy(sql`ended_at desc`)
    .limit(MOST_OLD_KEYS);
  const steps = await Promise.all(
    ended.map(({ identityId, id, sealedSecret }) =>
      acceptedStep(unseal(sealedSecret, sealedFor(identityId, id)), code),
    ),
  );
  return steps.some((step) => step !== null);
}

async function bestOf(tx: IdentityTx<Asking>, own: readonly Factor[], code: string): Promise<CodeVerdict> {
  const verdicts = await Promise.all(own.map((factor) => verdictOn(tx, factor, code)));
  const best = helpful.flatMap((kind) => verdicts.filter(({ verdict }) => verdict === kind))[0];
  if (best && best.verdict !== "wrong") return best;
  return (await isOfOldKey(tx, code)) ? { verdict: "old_key" } : { verdict: "wrong" };
}

const MOST_OLD_KEYS = 5;
const helpful = ["right", "used", "earlier", "wrong"] as const;

/** Answers instead of throwing: a wrong try is an event, so it must commit. The tries are counted before. */
export async function checkCode(tx: IdentityTx<Asking>, typed: string): Promise<CodeVerdict> {
  const code = digitsOf(typed);
  if (!code) return { verdict: "form" };
  const own = await tx
    .select()
    .from(factors)
    .where(
      and(eq(factors.identityId, tx.self.identityId), sql`confirmed_at is not null`, isNull(factors.endedAt)),
    );
  const best = await bestOf(tx, own, code);
  if (best.verdict !== "right") {
    const details = best.verdict === "earlier" ? { seconds: best.seconds } : {};
    record(tx, { action: "sign_in.code_wrong", result: "refused", reason: best.verdict, details });
  }
  return best;
}
