import { and, eq, isNull, sql } from "drizzle-orm";
import { flows } from "@/db/schema/sessions";
import { type SystemTx, withSystem } from "@/lib/access/doors";
import { countTry, type Limit } from "@/lib/identity/limits";
import { Refusal } from "@/lib/refusal";
import { newSecret, sha256 } from "@/lib/secrets";
import type { FlowState } from "@/lib/sign-in/flow";
import { minutesFromNow } from "@/lib/time";

const MINUTES = 5;
const STATE: FlowState = "passkey";

/** Whom a challenge is made for and what it serves: no other browser, process or session can answer it. */
export type BoundTo = `${"browser" | "flow" | "session"}:${string}:${"add" | "use"}`;

// The row knows only this: neither the challenge nor whom it is bound to can be read from it.
const hashOf = (boundTo: BoundTo, challenge: string) => sha256(`passkey|${boundTo}|${challenge}`);

/** A row of its own for each question, so that two tabs do not take each other's. */
export async function newChallenge(
  tx: SystemTx,
  boundTo: BoundTo,
  returnTo: string | null = null,
): Promise<string> {
  const challenge = newSecret();
  await tx.insert(flows).values({
    hash: hashOf(boundTo, challenge),
    purpose: "sign-in",
    state: STATE,
    returnTo,
    expiresAt: minutesFromNow(MINUTES),
  });
  return challenge;
}

const perAsker: Limit = { name: "passkey asked", most: 60, seconds: 600 };

/** Counted, and in a transaction of its own, before a door that is not the system's. */
export async function challengeFor(boundTo: BoundTo): Promise<string> {
  const until = await countTry(perAsker, boundTo);
  if (until) throw new Refusal("too_many", { until });
  return withSystem("sign in", (tx) => newChallenge(tx, boundTo));
}

export type SpentChallenge = { flowId: string; returnTo: string | null };

/** Spent before anything is checked, and whatever the check says: null when it was, is too old, or another's. */
export async function spendChallenge(
  tx: SystemTx,
  boundTo: BoundTo,
  challenge: string,
): Promise<SpentChallenge | null> {
  const [spent] = await tx
    .update(flows)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(flows.hash, hashOf(boundTo, challenge)),
        eq(flows.state, STATE),
        isNull(flows.endedAt),
        sql`expires_at > clock_timestamp()`,
      ),
    )
    .returning({ flowId: flows.id, returnTo: flows.returnTo });
  return spent ?? null;
}

/** The challenge an answer brings, when it was open; in a transaction of its own, which stays. */
export const spentChallenge = async (boundTo: BoundTo, challenge: string): Promise<string | null> =>
  (await withSystem("sign in", (tx) => spendChallenge(tx, boundTo, challenge))) ? challenge : null;
