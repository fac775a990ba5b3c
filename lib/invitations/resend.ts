import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { invitations, stillOpen } from "@/db/schema/invitations";
import { people, personRoles } from "@/db/schema/people";
import { roles } from "@/db/schema/roles";
import type { TenantTx } from "@/lib/access/doors";
import { isElevated } from "@/lib/access/permissions";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { refuseIfAbove } from "@/lib/roles/grantable";
import { ownTenant } from "@/lib/tenants/own";
import { refuseIfDayIsFull } from "./budget";
import { endLinks } from "./link";
import { mailInvitation } from "./mail";
import { lastMoment, offer } from "./offer";
import { refuseIfDead } from "./refuse-if-dead";

export const PersonChoice = z.strictObject({ personId: z.uuid("not_found") });

/** The one open invitation of a person, with the person; a Refusal when there is none. */
export async function openOffer(tx: Tx, personId: string) {
  const [found] = await tx
    .select({ person: people, invitation: invitations })
    .from(people)
    .innerJoin(
      invitations,
      and(eq(invitations.personId, people.id), eq(invitations.tenantId, people.tenantId)),
    )
    .where(and(eq(people.id, personId), sql`people.tenant_id = app.tenant_id()`, stillOpen));
  if (!found) throw new Refusal("invitation_closed");
  if (found.person.leftAt || found.person.suspendedAt) throw new Refusal("invitation_closed");
  return found;
}

/** The roles of a person, as far as the date of an offer depends on them. */
export async function rolesOf(tx: Tx, personId: string) {
  const rows = await tx
    .select({ builtIn: roles.builtIn, permissions: roles.permissions })
    .from(personRoles)
    .innerJoin(roles, and(eq(roles.id, personRoles.roleId), eq(roles.tenantId, personRoles.tenantId)))
    .where(eq(personRoles.personId, personId));
  return rows.map((row) => ({ elevated: isElevated(row) }));
}

/** A new date, and the earlier links die. */
export async function renew(tx: Tx, invitationId: string, personId: string) {
  const tenant = await ownTenant(tx);
  const expiresAt = lastMoment(tenant, await rolesOf(tx, personId));
  await endLinks(tx, invitationId, "replaced");
  const [invitation] = await tx
    .update(invitations)
    .set({ expiresAt, renewedAt: sql`clock_timestamp()` })
    .where(and(eq(invitations.id, invitationId), stillOpen))
    .returning();
  if (!invitation) throw new Refusal("invitation_closed");
  await offer(tx, personId, expiresAt);
  return { tenant, invitation };
}

/** The same offer once more: new link, new date, earlier links die. */
export async function resendInvitation(
  tx: TenantTx<"people.invite">,
  { personId }: z.output<typeof PersonChoice>,
) {
  const { person, invitation } = await openOffer(tx, personId);
  await refuseIfAbove(tx, personId, tx.actor.permissions);
  await refuseIfDead(tx, person.email);
  await refuseIfDayIsFull(tx, await ownTenant(tx));
  const renewed = await renew(tx, invitation.id, personId);
  await mailInvitation(tx, { ...renewed, personId, resent: true });
  record(tx, {
    action: "invitation.resent",
    personId,
    subjectId: invitation.id,
    details: { number: invitation.number },
  });
  return { name: person.name, email: person.email ?? "", expiresAt: renewed.invitation.expiresAt };
}
