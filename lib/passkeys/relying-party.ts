import { env } from "@/lib/env";

/** Whom a passkey is made for: this host and no other, so that a page elsewhere cannot ask for it. */
export function relyingParty(): { origin: string; id: string; name: string } {
  const origin = env().APP_URL;
  return { origin, id: new URL(origin).hostname, name: "Portico" };
}

/** What the library expects of every answer. */
export function expectedOf(challenge: string) {
  const { origin, id } = relyingParty();
  return {
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
  };
}
