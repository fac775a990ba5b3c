import { and, eq, isNull, sql } from "drizzle-orm";
import { invitations, stillOpen } from "@/db/schema/invitations";
import { people, personRoles } from "@/db/schema/people";
import { roles } from "@/db/schema/roles";
import { tenants } from "@/db/schema/tenants";
import type { SystemTx } from "@/lib/access/doors";
import { permissionsOf } from "@/lib/access/permissions";
import { record } from "@/lib/events/record";
import { post } from "@/lib/mail/post";
import { Refusal } from "@/lib/refusal";
import { requestedAgainLetter } from "./letters";
import { endLinks } from "./link";
import { isRenewable } from "./link-state";
import { mailInvitation } from "./mail";
import { renew } from "./resend";
import { enterByLink } from "./spend";

/** Nobody invites on in the name of somebody who may not invite any more. */
async function inviterMayInvite(tx: SystemTx, tenantId: string, invitedBy: string | null): Promise<boolean> {
  if (!invitedBy) return true;
  const rows = await tx
    .select({ builtIn: roles.builtIn, permissions: roles.permissions })
    .from(people)
    .innerJoin(
      personRoles,
      and(eq(personRoles.personId, people.id), eq(personRoles.tenantId, people.tenantId)),
    )
    .innerJoin(roles, and(eq(roles.id, personRoles.roleId), eq(roles.tenantId, personRoles.tenantId)))
    .where(
      and(
        eq(people.tenantId, tenantId),
        eq(people.id, invitedBy),
        isNull(people.leftAt),
        isNull(people.suspendedAt),
      ),
    );
  return rows.some((row) => permissionsOf(row).includes("people.invite"));
}

async function standingOffer(tx: SystemTx, tenantId: string, invitationId: string) {
  const [found] = await tx
    .select({ invitation: invitations, person: people, tenant: tenants })
    .from(invitations)
    .innerJoin(people, and(eq(people.id, invitations.personId), eq(people.tenantId, invitations.tenantId)))
    .innerJoin(tenants, eq(tenants.id, invitations.tenantId))
    .where(
      and(
        eq(invitations.id, invitationId),
        eq(invitations.tenantId, tenantId),
        stillOpen,
        isNull(people.leftAt),
        isNull(people.suspendedAt),
      ),
    );
  if (!found) throw new Refusal("invitation_closed");
  return found;
}
type Standing = Awaited<ReturnType<typeof standingOffer>>;

async function tellInviter(
  tx: SystemTx,
  { invitation, person, tenant }: Standing,
  renewed: boolean,
): Promise<void> {
  const [inviter] = await tx
    .select()
    .from(people)
    .where(and(eq(people.id, invitation.invitedBy ?? person.id), eq(people.tenantId, tenant.id)));
  const to = invitation.invitedBy ? inviter?.email : tenant.contact.email;
  if (!to) return;
  const letter = requestedAgainLetter({
    language: inviter?.language ?? tenant.language,
    tenant: tenant.name,
    inviter: inviter?.name ?? null,
    name: person.name,
    address: person.email ?? "",
    number: invitation.number,
    renewed,
  });
  await post(tx, { to, kind: "told_inviter", ...(inviter && { personId: inviter.id }) }, letter);
}

/** The same date, a fresh link: for somebody who opened an older mail. */
async function sendAnotherLink(tx: SystemTx, { invitation, person, tenant }: Standing): Promise<void> {
  await endLinks(tx, invitation.id, "replaced");
  await mailInvitation(tx, { tenant, personId: person.id, invitation, resent: true });
}

/** A new date, once, without anybody having to act. */
async function renewOnce(tx: SystemTx, { invitation, person }: Standing): Promise<void> {
  const renewed = await renew(tx, invitation.id, person.id);
  await tx
    .update(invitations)
    .set({ renewedByPersonAt: sql`clock_timestamp()` })
    .where(eq(invitations.id, invitation.id));
  await mailInvitation(tx, { ...renewed, personId: person.id, resent: true });
}

/** The offer once more: by itself, or as a question to the inviter. The tenant's turn is taken already. */
export async function sendOfferAgain(
  tx: SystemTx,
  { tenantId, invitationId, addressKey }: { tenantId: string; invitationId: string; addressKey?: string },
): Promise<"sent" | "asked"> {
  const standing = await standingOffer(tx, tenantId, invitationId);
  const { invitation, person } = standing;
  if (addressKey && person.emailKey !== addressKey) throw new Refusal("invitation_closed");
  const now = new Date();
  const runs = invitation.expiresAt > now;
  const mayRenew =
    isRenewable(invitation, now) && (await inviterMayInvite(tx, tenantId, invitation.invitedBy));
  if (runs) await sendAnotherLink(tx, standing);
  else if (mayRenew) await renewOnce(tx, standing);
  if (!runs) await tellInviter(tx, standing, mayRenew);
  const answer = runs || mayRenew ? "sent" : "asked";
  const details = { number: invitation.number, answer };
  record(tx, {
    action: "invitation.requested_again",
    personId: person.id,
    subjectId: invitation.id,
    details,
  });
  return answer;
}

/** "Send me a new link": to the same address. */
export async function requestInvitationAgain(
  tx: SystemTx,
  { secret }: { secret: string },
): Promise<"sent" | "asked"> {
  return sendOfferAgain(tx, await enterByLink(tx, secret));
}
