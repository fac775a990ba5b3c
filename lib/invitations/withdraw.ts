import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "@/db/client";
import { invitations, stillOpen } from "@/db/schema/invitations";
import type { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { refuseIfAbove } from "@/lib/roles/grantable";
import { endActivationCode } from "./activation-code";
import { endLinks } from "./link";
import { withdrawOffer } from "./offer";
import { openOffer, type PersonChoice } from "./resend";

type Offered = typeof people.$inferSelect;

const text = (moment: Date | null) => moment?.toISOString() ?? null;

/** Ends an offer with its links; gives what its gates had reached, so that it can be undone. */
export async function closeOffer(tx: Tx, person: Offered, invitationId: string) {
  await tx
    .update(invitations)
    .set({ withdrawnAt: sql`clock_timestamp()` })
    .where(and(eq(invitations.id, invitationId), stillOpen));
  await endLinks(tx, invitationId, "withdrawn");
  await endActivationCode(tx, invitationId);
  await withdrawOffer(tx, person.id);
  return {
    invitedAt: text(person.invitedAt),
    sentAt: text(person.sentAt),
    deliveredAt: text(person.deliveredAt),
    openedAt: text(person.openedAt),
    bouncedAt: text(person.bouncedAt),
  };
}

/** Takes an offer back: all its links end, and the person is "Not invited" again. */
export async function withdrawInvitation(
  tx: TenantTx<"people.invite">,
  { personId }: z.output<typeof PersonChoice>,
) {
  const { person, invitation } = await openOffer(tx, personId);
  await refuseIfAbove(tx, personId, tx.actor.permissions);
  const reached = await closeOffer(tx, person, invitation.id);
  record(tx, {
    action: "invitation.withdrawn",
    personId,
    subjectId: invitation.id,
    details: { number: invitation.number, ...reached },
  });
  return { name: person.name };
}
