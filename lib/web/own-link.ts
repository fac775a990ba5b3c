import "server-only";
import type { SystemTx } from "@/lib/access/doors";
import type { Limit } from "@/lib/identity/limits";
import type { OwnPurpose } from "@/lib/identity/link";
import { showOwnLink } from "@/lib/identity/link-state";
import { linkSecret } from "./cookies";
import { currentSelf } from "./current";
import { secretOf } from "./invitation";

/** Per client address: every post of a page that belongs to a mailed link. */
export const ownLinkPosts: Limit = { name: "own link posts", most: 60, seconds: 600 };

/** What the page of an identity's own link shows; null when this browser does not hold it. */
export async function ownLinkOf(ref: string, purpose: OwnPurpose) {
  const secret = await linkSecret(ref);
  const shown = secret ? await showOwnLink(secret) : null;
  return shown?.ref === ref && shown.purpose === purpose ? shown : null;
}

type Held = { ref: string; secret: string; isSpent: boolean; sessionId: string | null };

/** The link that this browser holds; spent already, a second click only leads on. */
export async function heldLink({ ref }: { ref: string }): Promise<Held> {
  const { secret } = await secretOf({ ref });
  const shown = await showOwnLink(secret);
  const self = await currentSelf();
  const isOwn = self !== null && self.identityId === shown?.identityId;
  return { ref, secret, isSpent: shown?.state === "spent", sessionId: isOwn ? self.sessionId : null };
}

/** Does what the link is for, once; gives the page's own name back. */
export const spending =
  (spend: (tx: SystemTx, held: Held) => Promise<unknown>) =>
  async (tx: SystemTx, held: Held): Promise<string> => {
    if (!held.isSpent) await spend(tx, held);
    return held.ref;
  };
