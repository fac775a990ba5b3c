import { withSystem } from "@/lib/access/doors";
import { env } from "@/lib/env";
import { isRefusal } from "@/lib/refusal";
import { unseal } from "@/lib/secrets";
import type { Text } from "@/lib/sms/text";
import { textTransport } from "@/lib/sms/transport";
import { type Claim, claim } from "./claim";
import { isDead } from "./dead-address";
import { oneLine } from "./emphasis";
import type { Letter } from "./letter";
import { isOneAddress, type Mail } from "./mail";
import { type SealedText, sealedFor } from "./post";
import { render } from "./render";
import { isTooOld, settle } from "./settle";
import { transport } from "./transport";
import type { Outcome } from "./trouble";

const SETTLE_TRIES = 5;

/** What was put in the outbox, a letter or a text. */
function opened<T>({ id, sealed }: Claim): T {
  if (!sealed) throw new Error("the letter is gone");
  return JSON.parse(unseal(sealed, sealedFor(id)));
}

function mailOf(claimed: Claim): Mail {
  const { id, address } = claimed;
  const letter = opened<Letter>(claimed);
  const from = { name: oneLine(letter.from), address: env().MAIL_FROM ?? "" };
  const replyTo = letter.replyTo && isOneAddress(letter.replyTo) ? { replyTo: letter.replyTo } : {};
  return { id, to: address, from, ...replyTo, ...render(letter) };
}

function textOf(claimed: Claim): Text {
  const { number, body } = opened<SealedText>(claimed);
  return { id: claimed.id, to: number, body };
}

/** By mail or by text, as the message says. */
function send(claimed: Claim): Promise<Outcome> {
  if (claimed.channel === "text") return textTransport().send(textOf(claimed));
  return transport().send(mailOf(claimed));
}

const isNoAddress = ({ channel, address }: Claim) => channel === "mail" && !isOneAddress(address);

async function attempt(claimed: Claim): Promise<Outcome> {
  if (isTooOld(claimed)) return { status: "failed", trouble: "gave_up" };
  if (isNoAddress(claimed)) return { status: "failed", trouble: "address_refused" };
  try {
    if (await isDead(claimed)) return { status: "bounced", trouble: "address_known_dead" };
    return await send(claimed);
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
