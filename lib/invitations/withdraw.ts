import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { invitations, stillOpen } from "@/db/schema/invitations";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { endActivationCode } from "./activation-code";
import { endLinks } from "./link";
import { withdrawOffer } from "./offer";
import { openOffer, type PersonChoice } from "./resend";

/** Takes an offer back: all its links end, and the person is "Not invited" again. */
export async function withdrawInvitation(
  tx: TenantTx<"people.invite">,
  { personId }: z.output<typeof PersonChoice>,
) {
  const { person, invitation } = await openOffer(tx, personId);
  await tx
    .update(invitations)
    .set({ withdrawnAt: sql`clock_timestamp()` })
    .where(and(eq(invitations.id, invitation.id), stillOpen));
  await endLinks(tx, invitation.id, "withdrawn");
  await endActivationCode(tx, invitation.id);
  await withdrawOffer(tx, personId);
  record(tx, {
    action: "invitation.withdrawn",
    personId,
    subjectId: invitation.id,
    details: { number: invitation.number },
  });
  return { name: person.name };
}
