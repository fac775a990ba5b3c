import { invitations } from "@/db/schema/invitations";
import { people, personRoles } from "@/db/schema/people";
import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { newLink } from "@/lib/invitations/link";
import { mailInvitation } from "@/lib/invitations/mail";
import { newNumber } from "@/lib/invitations/number";
import { lastMoment, offer } from "@/lib/invitations/offer";
import { keyOf } from "@/lib/people/email";
import { createTenant, type TenantDraft } from "./create";

type FirstOwner = { email: string; name?: string; mail: boolean };

/** A new tenant and the offer to its first owner: by mail, or as a link for the operator to hand over. */
export async function createTenantWithOwner(tx: SystemTx, draft: TenantDraft, owner: FirstOwner) {
  const { tenant, roles } = await createTenant(tx, draft);
  const role = roles.find(({ builtIn }) => builtIn === "owner");
  const emailKey = keyOf(owner.email);
  const values = { tenantId: tenant.id, name: owner.name ?? owner.email, email: owner.email, emailKey };
  const [person] = await tx.insert(people).values(values).returning();
  if (!person || !role) throw new Error("no owner was stored");
  await tx.insert(personRoles).values({ tenantId: tenant.id, personId: person.id, roleId: role.id });
  const expiresAt = lastMoment(tenant, [{ elevated: true }]);
  const offered = { tenantId: tenant.id, personId: person.id, number: newNumber(), expiresAt };
  const [invitation] = await tx.insert(invitations).values(offered).returning();
  if (!invitation) throw new Error("no invitation was stored");
  await offer(tx, person.id, expiresAt);
  record(tx, {
    action: "invitation.sent",
    personId: person.id,
    subjectId: invitation.id,
    details: { number: invitation.number, roles: ["owner"] },
  });
  if (owner.mail) {
    await mailInvitation(tx, { tenant, personId: person.id, invitation, resent: false });
    return { tenant, href: null, expiresAt };
  }
  const { href } = await newLink(tx, { invitationId: invitation.id, addressKey: emailKey, expiresAt });
  return { tenant, href, expiresAt };
}
