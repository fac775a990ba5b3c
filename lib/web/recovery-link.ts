import "server-only";
import { z } from "zod";
import type { SystemTx } from "@/lib/access/doors";
import type { Counted } from "@/lib/recovery/ask";
import { startKey, startReset } from "@/lib/recovery/start-reset";
import { Refusal } from "@/lib/refusal";
import type { FlowState } from "@/lib/sign-in/flow";
import { askingFor } from "./asking";
import { keepFlow, linkSecret } from "./cookies";
import { currentFlow } from "./current";
import { ownLinkOf } from "./own-link";

type Purpose = "reset" | "key";

export const RefChoice = z.strictObject({ ref: z.string().max(20) });
type RefChoice = z.output<typeof RefChoice>;

/** The link of a page in this browser, with its secret; null without its cookie. */
export async function ownLinkHere(ref: string, purpose: Purpose) {
  const shown = await ownLinkOf(ref, purpose);
  const secret = await linkSecret(ref);
  return shown && secret ? { secret, ...shown } : null;
}
export type LinkHere = NonNullable<Awaited<ReturnType<typeof ownLinkHere>>>;

/** "Send a new link": to the address the dead one went to. */
export async function askingAgain({ ref }: RefChoice): Promise<Counted> {
  const link = (await ownLinkHere(ref, "reset")) ?? (await ownLinkHere(ref, "key"));
  if (!link) throw new Refusal("link_not_here");
  const purpose = link.purpose === "key" ? "key" : "reset";
  return askingFor(purpose)({ name: link.addressKey });
}

/** The page of each step. */
export const pageOfStep = (state: FlowState) => (state === "key" ? "/key/confirm" : `/reset/${state}`);

/** The page of the recovery this browser is in, for this link's owner; null when it is in none. */
export async function stepHere(identityId: string): Promise<string | null> {
  const flow = await currentFlow("recovery");
  return flow?.self.identityId === identityId ? pageOfStep(flow.state) : null;
}

type Prepared = { secret: string } | { again: string };

/** Spent in this browser already: a second POST only leads on, and changes nothing. */
export const linkToSpend =
  (purpose: Purpose) =>
  async ({ ref }: RefChoice): Promise<Prepared> => {
    const link = await ownLinkHere(ref, purpose);
    if (!link) throw new Refusal("link_not_here");
    const step = link.state === "spent" ? await stepHere(link.identityId) : null;
    return step ? { again: step } : { secret: link.secret };
  };

type Begun = { again: string } | Awaited<ReturnType<typeof startReset>>;

export const beginReset = async (tx: SystemTx, prepared: Prepared): Promise<Begun> =>
  "again" in prepared ? prepared : startReset(tx, prepared);

export const beginKey = async (tx: SystemTx, prepared: Prepared): Promise<Begun> =>
  "again" in prepared ? prepared : startKey(tx, prepared);

export async function leadOnFromLink(begun: Begun): Promise<string> {
  if ("again" in begun) return begun.again;
  await keepFlow("recovery", begun.flow);
  return pageOfStep(begun.state);
}
