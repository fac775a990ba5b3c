import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { factors } from "@/db/schema/factors";
import { flows } from "@/db/schema/sessions";
import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { type OwnPurpose, spendIdentityLink } from "@/lib/identity/link";
import { lacksAnswers } from "@/lib/questions/lacks-answers";
import { type FlowState, startFlow } from "@/lib/sign-in/flow";
import { hasSecondStep, rulesFor } from "@/lib/sign-in/standing";

/** Whether there is an app that can show a code. */
export async function hasAuthenticator(tx: Tx, identityId: string): Promise<boolean> {
  const own = and(eq(factors.identityId, identityId), sql`confirmed_at is not null`, isNull(factors.endedAt));
  return (await tx.$count(factors, own)) > 0;
}

/** After the code, or where there is none: the questions, where a company asks them; then the password. */
export async function stateAfterCode(tx: Tx, identityId: string): Promise<"questions" | "password"> {
  const { questions } = await rulesFor(tx, identityId);
  return questions && !(await lacksAnswers(tx, identityId)) ? "questions" : "password";
}

/** A mailbox alone gives no new password to who has a second step, whichever it is. */
const firstState = async (tx: Tx, identityId: string): Promise<FlowState> =>
  (await hasSecondStep(tx, identityId)) ? "code" : stateAfterCode(tx, identityId);

type Started = { flow: string; state: FlowState };

/** Spends the link, once of however many at once, and begins; an earlier recovery is over. */
async function start(
  tx: SystemTx,
  { secret, purpose }: { secret: string; purpose: OwnPurpose },
  stateOf: (identityId: string) => Promise<FlowState>,
): Promise<Started> {
  const { identityId } = await spendIdentityLink(tx, purpose, secret);
  await tx
    .update(flows)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(and(eq(flows.identityId, identityId), eq(flows.purpose, "recovery"), isNull(flows.endedAt)));
  const state = await stateOf(identityId);
  record(tx, { action: "recovery.started", identityId, details: { purpose } });
  return { flow: await startFlow(tx, { purpose: "recovery", identityId, state }), state };
}

/** From the mailed link to the first proof that is asked for a new password. */
export const startReset = (tx: SystemTx, { secret }: { secret: string }): Promise<Started> =>
  start(tx, { secret, purpose: "reset" }, (identityId) => firstState(tx, identityId));

/** From the mailed link to the password that a new key asks for. */
export const startKey = (tx: SystemTx, { secret }: { secret: string }): Promise<Started> =>
  start(tx, { secret, purpose: "key" }, async () => "key");
