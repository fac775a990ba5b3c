import { and, desc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { identityAddresses } from "@/db/schema/identities";
import { invitations } from "@/db/schema/invitations";
import { people, personRoles } from "@/db/schema/people";
import { roles } from "@/db/schema/roles";
import { tenants } from "@/db/schema/tenants";
import { tokens } from "@/db/schema/tokens";
import { lookUp } from "@/lib/access/doors";
import { isElevated } from "@/lib/access/permissions";
import { isOldDoorOpenFor } from "@/lib/migration/old-accounts-called";
import { policyOf, rulesOf } from "@/lib/policy/policy";
import { sha256 } from "@/lib/secrets";
import { codeAskedBy } from "./code-asked";

const inviters = alias(people, "inviters");

/** Where a mailed link leads; nothing is written. Null for a link nobody made. */
export async function findLink(secret: string) {
  const [token] = await lookUp("mailed link", (db) =>
    db
      .select({
        ref: tokens.ref,
        purpose: tokens.purpose,
        language: people.language,
        tenantLanguage: tenants.language,
      })
      .from(tokens)
      // An identity's own link has no invitation.
      .leftJoin(invitations, eq(invitations.id, tokens.subjectId))
      .leftJoin(people, eq(people.id, invitations.personId))
      .leftJoin(tenants, eq(tenants.id, invitations.tenantId))
      .where(eq(tokens.hash, sha256(secret))),
  );
  return token ?? null;
}

export type LinkState =
  | "open"
  | "expired"
  | "withdrawn"
  | "declined"
  | "accepted"
  | "undone"
  | "replaced"
  | "address_changed"
  | "closed";

type Row = NonNullable<Awaited<ReturnType<typeof rowOf>>>;

async function rowOf(secret: string) {
  const [row] = await lookUp("mailed link", (db) =>
    db
      .select({
        token: {
          id: tokens.id,
          ref: tokens.ref,
          expiresAt: tokens.expiresAt,
          spentAt: tokens.spentAt,
          endedAt: tokens.endedAt,
          endedWhy: tokens.endedWhy,
          createdAt: tokens.createdAt,
          addressKey: tokens.addressKey,
        },
        invitation: invitations,
        person: people,
        tenant: tenants,
        inviter: { name: inviters.name, email: inviters.email },
        knownTo: identityAddresses.identityId,
      })
      .from(tokens)
      .innerJoin(invitations, eq(invitations.id, tokens.subjectId))
      .innerJoin(people, and(eq(people.id, invitations.personId), eq(people.tenantId, invitations.tenantId)))
      .innerJoin(tenants, eq(tenants.id, invitations.tenantId))
      .leftJoin(
        inviters,
        and(eq(inviters.id, invitations.invitedBy), eq(inviters.tenantId, invitations.tenantId)),
      )
      .leftJoin(
        identityAddresses,
        and(
          eq(identityAddresses.emailKey, tokens.addressKey),
          sql`${identityAddresses.verifiedAt} is not null`,
        ),
      )
      .where(and(eq(tokens.hash, sha256(secret)), eq(tokens.purpose, "invitation"))),
  );
  return row ?? null;
}

/** Which page a link deserves: the first that holds. What ended the link for good comes before what replaced it. */
export function stateOf(
  {
    token,
    invitation,
    person,
  }: Pick<Row, "invitation" | "person"> & { token: Pick<Row["token"], "endedWhy" | "expiresAt"> },
  now: Date,
): LinkState {
  const ended: [unknown, LinkState][] = [
    [token.endedWhy === "address_changed", "address_changed"],
    [invitation.acceptedAt && person.identityId, "accepted"],
    [invitation.withdrawnAt, "withdrawn"],
    [invitation.declinedAt, "declined"],
    [person.leftAt ?? person.suspendedAt, "closed"],
    [invitation.acceptedAt, "undone"],
    [token.endedWhy === "replaced", "replaced"],
    [token.endedWhy, "withdrawn"],
    [token.expiresAt <= now, "expired"],
  ];
  return ended.find(([holds]) => Boolean(holds))?.[1] ?? "open";
}

async function rolesOfPerson(row: Row) {
  return lookUp("mailed link", (db) =>
    db
      .select({ name: roles.name, builtIn: roles.builtIn, permissions: roles.permissions })
      .from(personRoles)
      .innerJoin(roles, and(eq(roles.id, personRoles.roleId), eq(roles.tenantId, personRoles.tenantId)))
      .where(and(eq(personRoles.personId, row.person.id), eq(personRoles.tenantId, row.tenant.id)))
      .orderBy(desc(roles.name)),
  );
}

/** By which company's code an old password works again, once a wave or the move of one person was taken back. */
async function oldLogInOf({ person, tenant, token }: Row, state: LinkState): Promise<string | null> {
  // Another address is another mailbox: what holds for the person is not for who reads this one.
  if ((state !== "withdrawn" && state !== "undone") || person.emailKey !== token.addressKey) return null;
  return (await isOldDoorOpenFor(tenant, person.id)) ? tenant.companyCode : null;
}

/** All that an invitation's page shows to who holds its link. */
export async function showInvitation(secret: string, now = new Date()) {
  const row = await rowOf(secret);
  if (!row) return null;
  const { token, invitation, person, tenant, inviter, knownTo } = row;
  const held = await rolesOfPerson(row);
  const policy = policyOf(tenant.policy);
  const rules = rulesOf([{ policy, elevated: held.some((role) => isElevated(role)) }]);
  const state = stateOf(row, now);
  return {
    ref: token.ref,
    state,
    oldLogIn: await oldLogInOf(row, state),
    invitationId: invitation.id,
    personId: person.id,
    number: invitation.number,
    name: person.name === person.email ? "" : person.name,
    // The address it was mailed to; a corrected one is never shown to who holds an old link.
    email: person.emailKey === token.addressKey ? (person.email ?? token.addressKey) : token.addressKey,
    identityId: knownTo,
    roles: held.map(({ name, builtIn }) => ({ name, builtIn })),
    tenant: {
      id: tenant.id,
      name: tenant.name,
      slug: tenant.slug,
      accent: tenant.accent,
      timeZone: tenant.timeZone,
      contact: tenant.contact,
    },
    inviter: inviter?.name ? { name: inviter.name, email: inviter.email } : null,
    expiresAt: token.expiresAt,
    endedAt: invitation.acceptedAt ?? invitation.withdrawnAt ?? invitation.declinedAt ?? token.endedAt,
    renewable: isRenewable(invitation, now),
    passwordRule: {
      passwordLength: rules.passwordLength,
      capitals: rules.capitals,
      digits: rules.digits,
    },
    secondStep: rules.secondStep,
    codeAsked: await codeAskedBy(invitation.id, policy, now),
    onceMore: policy.afterActivation === "sign_in_once_more",
  };
}

export type ShownInvitation = NonNullable<Awaited<ReturnType<typeof showInvitation>>>;

const RENEWABLE_DAYS = 30;

/** By itself an expired invitation is sent again once, within 30 days; later it is a question to the inviter. */
export const isRenewable = (invitation: { expiresAt: Date; renewedByPersonAt: Date | null }, now: Date) =>
  invitation.renewedByPersonAt === null &&
  now.getTime() - invitation.expiresAt.getTime() < RENEWABLE_DAYS * 86_400_000;
