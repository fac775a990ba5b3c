import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { identityAddresses } from "@/db/schema/identities";
import { invitations, stillOpen } from "@/db/schema/invitations";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import { enterTenant, lookUp, type SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { refuseIfProvedSince } from "./code-asked";
import { linkPerson } from "./link-person";
import { openInvitation } from "./spend";

export const Joining = z.strictObject({ invitationId: z.uuid("not_found") });

/** Proved, and not given up for another since. */
const forIdentity = (identityId: string) =>
  and(
    eq(identityAddresses.identityId, identityId),
    sql`${identityAddresses.verifiedAt} is not null`,
    isNull(identityAddresses.replacedAt),
  );

/** Every open invitation to a verified address of this identity (S15: it always shows). */
export const invitationsFor = (identityId: string) =>
  lookUp("mailed link", (db) =>
    db
      .select({
        invitationId: invitations.id,
        tenant: tenants.name,
        slug: tenants.slug,
        accent: tenants.accent,
        email: people.email,
        expiresAt: invitations.expiresAt,
        timeZone: tenants.timeZone,
      })
      .from(identityAddresses)
      .innerJoin(people, eq(people.emailKey, identityAddresses.emailKey))
      .innerJoin(
        invitations,
        and(eq(invitations.personId, people.id), eq(invitations.tenantId, people.tenantId), stillOpen),
      )
      .innerJoin(tenants, eq(tenants.id, invitations.tenantId))
      .where(
        and(
          forIdentity(identityId),
          sql`${invitations.expiresAt} > clock_timestamp() and ${people.identityId} is null and ${people.leftAt} is null and ${people.suspendedAt} is null`,
        ),
      )
      .orderBy(tenants.name),
  );

/** Somebody signed in joins another tenant: only by an address proved to be theirs. */
export async function joinTenant(tx: SystemTx, of: { identityId: string; invitationId: string }) {
  const [target] = await tx
    .select({ tenantId: invitations.tenantId })
    .from(invitations)
    .where(eq(invitations.id, of.invitationId));
  if (!target) throw new Refusal("invitation_closed");
  await enterTenant(tx, target.tenantId);
  const { person, tenant, invitation } = await openInvitation(tx, target.tenantId, of.invitationId);
  const [own] = await tx
    .select({ verifiedAt: identityAddresses.verifiedAt })
    .from(identityAddresses)
    .where(and(forIdentity(of.identityId), eq(identityAddresses.emailKey, person.emailKey ?? "")));
  if (!own) throw new Refusal("invitation_closed");
  await refuseIfProvedSince(tx, { tenant, invitationId: invitation.id }, own.verifiedAt);
  await spendLinksOf(tx, invitation.id);
  const linked = {
    tenantId: tenant.id,
    personId: person.id,
    invitationId: invitation.id,
    identityId: of.identityId,
  };
  const { secondStep } = await linkPerson(tx, linked);
  if (secondStep === "no") await activate(tx, tenant.id, person.id);
  return {
    slug: tenant.slug,
    secondStepDue: secondStep === "now",
    personId: person.id,
    account: `${tenant.name}: ${person.email}`,
  };
}

const spendLinksOf = (tx: SystemTx, invitationId: string) =>
  tx.execute(sql`update tokens set spent_at = clock_timestamp()
    where subject_id = ${invitationId} and purpose = 'invitation' and spent_at is null and ended_at is null`);

/** The session is there already, so the last gate is passed at once. */
async function activate(tx: SystemTx, tenantId: string, personId: string): Promise<void> {
  await tx
    .update(people)
    .set({ activeAt: sql`clock_timestamp()` })
    .where(and(eq(people.tenantId, tenantId), eq(people.id, personId)));
  record(tx, { action: "person.activated", personId, subjectId: personId });
}
