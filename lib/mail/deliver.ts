import { withSystem } from "@/lib/access/doors";
import { env } from "@/lib/env";
import { isRefusal } from "@/lib/refusal";
import { unseal } from "@/lib/secrets";
import { type Claim, claim } from "./claim";
import { isDead } from "./dead-address";
import { oneLine } from "./emphasis";
import type { Letter } from "./letter";
import { isOneAddress, type Mail } from "./mail";
import { sealedFor } from "./post";
import { render } from "./render";
import { isTooOld, settle } from "./settle";
import { transport } from "./transport";
import type { Outcome } from "./trouble";

const SETTLE_TRIES = 5;

function mailOf({ id, address, sealed }: Claim): Mail {
  if (!sealed) throw new Error("the letter is gone");
  const letter: Letter = JSON.parse(unseal(sealed, sealedFor(id)));
  const from = { name: oneLine(letter.from), address: env().MAIL_FROM ?? "" };
  const replyTo = letter.replyTo && isOneAddress(letter.replyTo) ? { replyTo: letter.replyTo } : {};
  return { id, to: address, from, ...replyTo, ...render(letter) };
}

async function attempt(claimed: Claim): Promise<Outcome> {
  if (isTooOld(claimed)) return { status: "failed", trouble: "gave_up" };
  if (!isOneAddress(claimed.address)) return { status: "failed", trouble: "address_refused" };
  try {
    if (await isDead(claimed)) return { status: "bounced", trouble: "address_known_dead" };
    return await transport().send(mailOf(claimed));
  } catch (error) {
    console.error(`message ${claimed.id}:`, error);
    return { status: "later", trouble: "internal" };
  }
}

/** Worth some patience: if it cannot be written down that a mail has left, it leaves again. */
async function settleSurely(claimed: Claim, outcome: Outcome): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await withSystem("deliver messages", (tx) => settle(tx, claimed, outcome));
    } catch (error) {
      if (tries === SETTLE_TRIES || !isRefusal(error)) throw error;
    }
  }
}

/** Makes one attempt at a message that is due; two at once make one. Null when there was nothing to do. */
export async function deliver(messageId: string): Promise<Outcome["status"] | null> {
  const claimed = await withSystem("deliver messages", (tx) => claim(tx, messageId));
  if (!claimed) return null;
  const outcome = await attempt(claimed);
  await settleSurely(claimed, outcome);
  return outcome.status;
}
