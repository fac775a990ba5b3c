import type { Arrival } from "@/lib/sign-in/arrive";

/** The session that an outcome has led to; an error when it led elsewhere. */
export function sessionIn(outcome: object): string {
  const arrival = ("arrival" in outcome ? outcome.arrival : outcome) as Arrival | null;
  if (!arrival || !("session" in arrival)) throw new Error(`no session: ${JSON.stringify(outcome)}`);
  return arrival.session;
}
