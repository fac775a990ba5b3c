import "server-only";
import { z } from "zod";
import type { Limit } from "@/lib/identity/limits";
import { type Acceptance, type Accepted, acceptInvitation, preparePassword } from "@/lib/invitations/accept";
import { refuseIfSentTooOften } from "@/lib/invitations/budget";
import { type ShownInvitation, showInvitation } from "@/lib/invitations/link-state";
import { Refusal } from "@/lib/refusal";
import { keepFlow, keepSession, linkSecret } from "./cookies";
import { currentFlow, currentSelf } from "./current";
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

type Prepared = { secret: string; name: string; passwordHash: string } | { again: true };

/** Spent in this browser already: a second POST only leads on, and changes nothing. */
async function isSpentHere(secret: string): Promise<boolean> {
  const shown = await showInvitation(secret);
  if (shown?.state !== "accepted") return false;
  const [setUp, due, self] = [
    await currentFlow("activation"),
    await currentFlow("sign-in"),
    await currentSelf(),
  ];
  const here = [setUp?.self.identityId, due?.self.identityId, self?.identityId];
  return here.includes(shown.identityId ?? "nobody");
}

export async function prepareAcceptance(input: z.output<typeof Acceptance>): Promise<Prepared> {
  const { secret } = await secretOf(input);
  if (await isSpentHere(secret)) return { again: true };
  return { secret, name: input.name, passwordHash: await preparePassword(secret, input) };
}

export const acceptPrepared = async (
  tx: Parameters<typeof acceptInvitation>[0],
  prepared: Prepared,
): Promise<Accepted | { again: true }> => ("again" in prepared ? prepared : acceptInvitation(tx, prepared));

/** Where somebody goes on who has begun: the missing gate, or in. */
export async function nextGate(): Promise<string> {
  const flow = await currentFlow("activation");
  if (flow) return `/welcome/${flow.state}`;
  const due = await currentFlow("sign-in");
  return due ? `/sign-in/${due.state}` : "/";
}

export async function leadOnFromAcceptance(accepted: Accepted | { again: true }): Promise<string | Answer> {
  if ("again" in accepted) return nextGate();
  if ("session" in accepted) {
    await keepSession(accepted.session, accepted.identityId);
    return `/t/${accepted.slug}`;
  }
  if ("later" in accepted) {
    await keepFlow("sign-in", accepted.later);
    return "/sign-in/second-step-due";
  }
  await keepFlow("activation", accepted.flow);
  return "/welcome/second-step";
}
