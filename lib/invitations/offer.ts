import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { people, personRoles } from "@/db/schema/people";
import { invitationDays, policyOf } from "@/lib/policy/policy";
import type { Role } from "@/lib/roles/grantable";
import type { OwnTenant } from "@/lib/tenants/own";
import { endOfDayAfter } from "@/lib/time";

/** The midnight, on the tenant's clock, after the last day on which an invitation into these roles works. */
export const lastMoment = (tenant: OwnTenant, roles: readonly Pick<Role, "elevated">[], now = new Date()) =>
  endOfDayAfter(
    invitationDays(
      policyOf(tenant.policy),
      roles.some((role) => role.elevated),
    ),
    tenant.timeZone,
    now,
  );

/** The person's row as it stands while an offer is out: what an earlier mail had reached no longer counts. */
export async function offer(tx: Tx, personId: string, expiresAt: Date): Promise<void> {
  await tx
    .update(people)
    .set({
      invitedAt: sql`clock_timestamp()`,
      expiresAt,
      sentAt: null,
      deliveredAt: null,
      openedAt: null,
      bouncedAt: null,
    })
    .where(eq(people.id, personId));
}

/** The row as it stands without an offer. */
export async function withdrawOffer(tx: Tx, personId: string): Promise<void> {
  await tx
    .update(people)
    .set({
      invitedAt: null,
      expiresAt: null,
      sentAt: null,
      deliveredAt: null,
      openedAt: null,
      bouncedAt: null,
    })
    .where(eq(people.id, personId));
}

/** These roles, and no others. */
export async function giveRoles(tx: Tx, personId: string, roles: readonly Role[]): Promise<void> {
  // The person before their roles, as everybody locks them who moves one.
  await tx.execute(sql`select 1 from people where id = ${personId}::uuid for no key update`);
  await tx.delete(personRoles).where(eq(personRoles.personId, personId));
  await tx.insert(personRoles).values(roles.map((role) => ({ personId, roleId: role.id })));
}
