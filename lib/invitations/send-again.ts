import { and, eq, isNull } from "drizzle-orm";
import { invitations, stillOpen } from "@/db/schema/invitations";
import { people } from "@/db/schema/people";
import { enterTenant, lookUp, withSystem } from "@/lib/access/doors";
import { isRefusal } from "@/lib/refusal";
import { isRenewable } from "./link-state";
import { sendOfferAgain } from "./request-again";

const openOffersTo = (emailKey: string) =>
  lookUp("request invitation again", (db) =>
    db
      .select({
        id: invitations.id,
        tenantId: invitations.tenantId,
        expiresAt: invitations.expiresAt,
        renewedByPersonAt: invitations.renewedByPersonAt,
      })
      .from(invitations)
      .innerJoin(people, and(eq(people.id, invitations.personId), eq(people.tenantId, invitations.tenantId)))
      .where(
        and(
          eq(people.emailKey, emailKey),
          isNull(people.identityId),
          isNull(people.leftAt),
          isNull(people.suspendedAt),
          stillOpen,
        ),
      ),
  );

/** One company's, in a transaction of its own: only one turn is ever held. */
async function sendOne({ id, tenantId }: { id: string; tenantId: string }): Promise<boolean> {
  try {
    await withSystem("request invitation again", async (tx) => {
      await enterTenant(tx, tenantId);
      await sendOfferAgain(tx, { tenantId, invitationId: id });
    });
    return true;
  } catch (error) {
    // Withdrawn or taken in the meantime.
    if (isRefusal(error) && error.code === "invitation_closed") return false;
    throw error;
  }
}

/** Every invitation that waits at this address goes out once more; false when none does. */
export async function sendInvitationsAgain(emailKey: string): Promise<boolean> {
  const now = new Date();
  const offers = await openOffersTo(emailKey);
  const alive = offers.filter((offer) => offer.expiresAt > now || isRenewable(offer, now));
  const sent: boolean[] = [];
  for (const offer of alive) sent.push(await sendOne(offer));
  return sent.includes(true);
}
