import type { Tx } from "@/db/client";
import type { Proof } from "@/db/schema/sessions";
import type { Trace } from "@/lib/access/actor";
import { type Recording, record } from "@/lib/events/record";
import { lacksPhone } from "@/lib/phones/own-phone";
import type { Rules } from "@/lib/policy/policy";
import { lacksAnswers } from "@/lib/questions/lacks-answers";
import { completeSignIn } from "./complete";
import { returnToOf, startFlow } from "./flow";
import { rulesFor } from "./standing";

/** What is still to be given after every proof, each a page of /welcome. */
export type Gate = "recovery-phone" | "questions";

export type Arrival = { session: string } | { gate: Gate; flow: string };

/** Everything is proved by now, so what waits is worth a session: no longer than a sign-in may take. */
const GATE_MINUTES = 15;

type Arriving = {
  identityId: string;
  proofs: readonly Proof["kind"][];
  trace: Trace;
  /** When they were given, where that was long before the session. */
  provedAt?: Date | undefined;
  /** Where it leads, or the process that knows. */
  to: { returnTo: string | null } | { flowId: string };
  /** Right after a set-up: only there a recovery phone is asked for, and it may be left out. */
  setUp?: boolean | undefined;
};

async function gateLeft(tx: Tx, { identityId, setUp }: Arriving, rules: Rules): Promise<Gate | null> {
  if (setUp && (await lacksPhone(tx, identityId, rules))) return "recovery-phone";
  return rules.questions && (await lacksAnswers(tx, identityId)) ? "questions" : null;
}

/** After every proof that is asked: the session, or first what a company wants to be given. */
export async function arrive(tx: Tx & Recording, arriving: Arriving): Promise<Arrival> {
  const { identityId, proofs } = arriving;
  const rules = await rulesFor(tx, identityId);
  const gate = await gateLeft(tx, arriving, rules);
  if (!gate) return { session: await completeSignIn(tx, { ...arriving, rules }) };
  const { to } = arriving;
  const returnTo = "returnTo" in to ? to.returnTo : await returnToOf(tx, to.flowId);
  record(tx, { action: "set_up.asked", identityId, details: { gate } });
  const flow = { purpose: "activation", identityId, state: gate, returnTo, proofs } as const;
  return { gate, flow: await startFlow(tx, { ...flow, minutes: GATE_MINUTES }) };
}
