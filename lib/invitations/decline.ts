import { and, eq, sql } from "drizzle-orm";
import { invitations } from "@/db/schema/invitations";
import { people } from "@/db/schema/people";
import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { post } from "@/lib/mail/post";
import type { OwnTenant } from "@/lib/tenants/own";
import { endActivationCode } from "./activation-code";
import { declinedLetter } from "./letters";
import { endLinks } from "./link";
import { withdrawOffer } from "./offer";
import { enterByLink, openInvitation, spendLink } from "./spend";

type Told = { tenant: OwnTenant; invitedBy: string | null; name: string; address: string; number: string };

/** The inviter hears of it at once: perhaps it was the wrong mailbox. */
async function tellInviter(tx: SystemTx, of: Told): Promise<void> {
  if (!of.invitedBy) return;
  const [inviter] = await tx
    .select()
    .from(people)
    .where(and(eq(people.id, of.invitedBy), eq(people.tenantId, of.tenant.id)));
  if (!inviter?.email) return;
  const letter = declinedLetter({
    ...of,
    language: inviter.language ?? of.tenant.language,
    tenant: of.tenant.name,
    inviter: inviter.name,
  });
  await post(tx, { to: inviter.email, kind: "told_inviter", personId: inviter.id }, letter);
}

/** "This is not for me": closes the invitation and tells who sent it. */
export async function declineInvitation(tx: SystemTx, { secret }: { secret: string }): Promise<void> {
  const link = await enterByLink(tx, secret);
  const { person, tenant, invitation } = await openInvitation(tx, link.tenantId, link.invitationId);
  // The mailbox of a corrected address has no say any more.
  await spendLink(tx, link.id);
  await tx
    .update(invitations)
    .set({ declinedAt: sql`clock_timestamp()` })
    .where(eq(invitations.id, invitation.id));
  await endLinks(tx, invitation.id, "withdrawn");
  await endActivationCode(tx, invitation.id);
  await withdrawOffer(tx, person.id);
  const { number } = invitation;
  record(tx, {
    action: "invitation.declined",
    personId: person.id,
    subjectId: invitation.id,
    details: { number },
  });
  await tellInviter(tx, {
    tenant,
    invitedBy: invitation.invitedBy,
    name: person.name,
    address: person.email ?? "",
    number,
  });
}
