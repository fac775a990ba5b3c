import "server-only";
import { z } from "zod";
import type { SystemTx } from "@/lib/access/doors";
import type { Limit } from "@/lib/identity/limits";
import { type Accepted, acceptInvitation, preparePassword } from "@/lib/invitations/accept";
import type { Acceptance } from "@/lib/invitations/acceptance";
import { refuseIfSentTooOften } from "@/lib/invitations/budget";
import {
  type CodeChecked,
  checkActivationCode,
  noteWrongCode,
} from "@/lib/invitations/check-activation-code";
import { type ShownInvitation, showInvitation } from "@/lib/invitations/link-state";
import { Refusal } from "@/lib/refusal";
import { leadIn } from "./arrival";
import { keepFlow, linkSecret } from "./cookies";
import { currentFlow, currentSelf } from "./current";
import { doorSetHere, leadToDoor } from "./once-more";
import type { Answer } from "./public-action";

/** Per client address: every post of an invitation's page. */
export const invitationPosts: Limit = { name: "invitation posts", most: 120, seconds: 600 };
export const resendPosts: Limit = { name: "invitation again", most: 20, seconds: 3600 };

export const LinkChoice = z.strictObject({ ref: z.string().max(20) });

/** The secret of the page's link, from this browser's cookie. */
export async function secretOf({ ref }: { ref: string }): Promise<{ secret: string }> {
  const secret = await linkSecret(ref);
  if (!secret) throw new Refusal("link_not_here");
  return { secret };
}

export async function secretToSendAgain(choice: { ref: string }): Promise<{ secret: string }> {
  const { secret } = await secretOf(choice);
  await refuseIfSentTooOften(secret);
  return { secret };
}

/** What the page of a link shows; null when this browser does not hold it. */
export async function invitationOf(ref: string): Promise<ShownInvitation | null> {
  const secret = await linkSecret(ref);
  const shown = secret ? await showInvitation(secret) : null;
  return shown?.ref === ref ? shown : null;
}

type NotTaken = Extract<CodeChecked, { no: string }>;
type Again = { again: string };
type Prepared = { secret: string; name: string; passwordHash: string; codeId: string | null };

/** Spent in this browser already: a second POST only leads on, and changes nothing. */
async function spentHere({ ref, state, identityId }: ShownInvitation): Promise<string | null> {
  if (state !== "accepted") return null;
  const [setUp, due, self] = [
    await currentFlow("activation"),
    await currentFlow("sign-in"),
    await currentSelf(),
  ];
  const here = [setUp?.self.identityId, due?.self.identityId, self?.identityId];
  return here.includes(identityId ?? "nobody") ? nextGate() : doorSetHere(ref);
}

export async function prepareAcceptance(input: Acceptance): Promise<Prepared | Again | NotTaken> {
  const { secret } = await secretOf(input);
  const shown = await showInvitation(secret);
  if (!shown) throw new Refusal("invitation_closed");
  const onward = await spentHere(shown);
  if (onward) return { again: onward };
  // Before the code: a password that is refused costs none of its tries.
  const passwordHash = await preparePassword(secret, input);
  const checked = await checkActivationCode(shown, input);
  return "no" in checked ? checked : { secret, name: input.name, passwordHash, ...checked };
}

type Outcome = Accepted | Again | NotTaken;

export async function acceptPrepared(tx: SystemTx, prepared: Prepared | Again | NotTaken): Promise<Outcome> {
  if ("secret" in prepared) return acceptInvitation(tx, prepared);
  if ("no" in prepared && prepared.no === "wrong") await noteWrongCode(tx, prepared);
  return prepared;
}

/** Where somebody goes on who has begun: the missing gate, or in. */
export async function nextGate(): Promise<string> {
  const flow = await currentFlow("activation");
  if (flow) return `/welcome/${flow.state}`;
  const due = await currentFlow("sign-in");
  return due ? `/sign-in/${due.state}` : "/";
}

/** One text, whichever of the two was wrong; after the last try the page itself says whom to ask. */
function codeToldNo(told: NotTaken): string | Answer {
  const { inviter, tenant, ref } = told.shown;
  if (told.no === "over")
    return { status: "refused", key: "activation_over", values: { who: inviter?.name ?? tenant.name } };
  if (told.left <= 0) return `/invitation/${ref}`;
  return { status: "refused", key: "activation_wrong", values: { left: told.left } };
}

export async function leadOnFromAcceptance(outcome: Outcome): Promise<string | Answer> {
  if ("again" in outcome) return outcome.again;
  if ("no" in outcome) return codeToldNo(outcome);
  if ("door" in outcome) return leadToDoor(outcome.door);
  if ("arrival" in outcome) return leadIn(outcome.arrival, outcome.identityId, `/t/${outcome.slug}`);
  if ("later" in outcome) {
    await keepFlow("sign-in", outcome.later);
    return "/sign-in/second-step-due";
  }
  await keepFlow("activation", outcome.flow);
  return "/welcome/second-step";
}
