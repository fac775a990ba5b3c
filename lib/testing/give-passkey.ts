import type { SessionSelf } from "@/lib/access/actor";
import { withIdentity } from "@/lib/access/doors";
import { type Added, addPasskey } from "@/lib/passkeys/add";
import { challengeToAdd, madePasskeyFor } from "@/lib/passkeys/asked";
import { selfOf } from "./factories";
import { TestPasskey } from "./passkey";

/** One passkey more for an identity, made in a session of its own. */
export async function givePasskey(identityId: string): Promise<{ self: SessionSelf; passkey: TestPasskey }> {
  const self = await selfOf(identityId);
  const passkey = new TestPasskey(identityId);
  const made = await madePasskeyFor(self, { answer: passkey.make(await challengeToAdd(self)) });
  const added = await withIdentity<"session", Added>(self, (tx) => addPasskey(tx, made));
  if (added.verdict !== "right") throw new Error("no passkey was made");
  return { self, passkey };
}
