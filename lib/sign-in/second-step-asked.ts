import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { factors } from "@/db/schema/factors";
import { passkeys } from "@/db/schema/passkeys";
import { rulesOf } from "@/lib/policy/policy";
import { type Standing, standingsOf } from "./standing";

/** What is asked of an identity that has no second step now. */
export type SecondStepAsked =
  | { asked: "no" }
  | { asked: "now" }
  | { asked: "later"; until: Date; tenant: string; timeZone: string };

/** The earliest date holds, and a tenant that gave none asks at once; nobody with power over others has time. */
export function secondStepAskedBy(standings: readonly Standing[], now = new Date()): SecondStepAsked {
  const rules = rulesOf(standings);
  if (!rules.secondStep) return { asked: "no" };
  if (rules.elevated) return { asked: "now" };
  const dates = standings
    .filter(({ policy }) => policy.secondStep === "required")
    .map(({ secondStepDueAt, tenant, timeZone }) => ({ until: secondStepDueAt ?? now, tenant, timeZone }))
    .sort((a, b) => a.until.getTime() - b.until.getTime());
  const [first] = dates;
  return first && first.until > now ? { asked: "later", ...first } : { asked: "now" };
}

/** Time is given to who never had a second step; who lost theirs sets up a new one at once. */
async function hasEverHadOne(tx: Tx, identityId: string): Promise<boolean> {
  const [factor] = await tx
    .select({ one: sql`1` })
    .from(factors)
    .where(and(eq(factors.identityId, identityId), isNotNull(factors.confirmedAt)))
    .limit(1);
  const [passkey] = await tx
    .select({ one: sql`1` })
    .from(passkeys)
    .where(eq(passkeys.identityId, identityId))
    .limit(1);
  return factor !== undefined || passkey !== undefined;
}

export async function secondStepAsked(tx: Tx, identityId: string): Promise<SecondStepAsked> {
  const answer = secondStepAskedBy(await standingsOf(tx, identityId));
  return answer.asked === "later" && (await hasEverHadOne(tx, identityId)) ? { asked: "now" } : answer;
}
