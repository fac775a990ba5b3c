import "server-only";
import type { Arrival } from "@/lib/sign-in/arrive";
import { keepFlow, keepSession } from "./cookies";
import { safePath } from "./safe-path";

/** Cookies first, then where to: in, or to what is still asked. */
export async function leadIn(
  arrival: Arrival,
  identityId: string,
  returnTo: string | null | undefined,
): Promise<string> {
  if ("session" in arrival) {
    await keepSession(arrival.session, identityId);
    return safePath(returnTo);
  }
  await keepFlow("activation", arrival.flow);
  return `/welcome/${arrival.gate}`;
}
