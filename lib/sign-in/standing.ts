import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { factors } from "@/db/schema/factors";
import { passkeys } from "@/db/schema/passkeys";
import { people, personRoles } from "@/db/schema/people";
import { roles } from "@/db/schema/roles";
import { tenants } from "@/db/schema/tenants";
import { isElevated } from "@/lib/access/permissions";
import { type Held, policyOf, type Rules, rulesOf } from "@/lib/policy/policy";

/** How one tenant counts for an identity: its policy, and what the identity is there. */
export type Standing = Held & {
  personId: string;
  tenantId: string;
  tenant: string;
  timeZone: string;
  /** By when this tenant wants a second step; null for at once. */
  secondStepDueAt: Date | null;
};

/** Every tenant this identity is linked in and has not left. Under a system door as under its own. */
export async function standingsOf(tx: Tx, identityId: string): Promise<Standing[]> {
  const rows = await tx
    .select({
      personId: people.id,
      tenantId: tenants.id,
      tenant: tenants.name,
      timeZone: tenants.timeZone,
      secondStepDueAt: people.secondStepDueAt,
      policy: tenants.policy,
      builtIn: roles.builtIn,
      permissions: roles.permissions,
    })
    .from(people)
    .innerJoin(tenants, eq(tenants.id, people.tenantId))
    .leftJoin(
      personRoles,
      and(eq(personRoles.tenantId, people.tenantId), eq(personRoles.personId, people.id)),
    )
    .leftJoin(roles, and(eq(roles.tenantId, personRoles.tenantId), eq(roles.id, personRoles.roleId)))
    .where(and(eq(people.identityId, identityId), isNull(people.leftAt)))
    .orderBy(tenants.name);
  const byPerson = new Map<string, Standing>();
  for (const { builtIn, permissions, policy, ...standing } of rows) {
    const elevated = permissions !== null && isElevated({ builtIn, permissions });
    const before = byPerson.get(standing.personId);
    byPerson.set(standing.personId, {
      ...standing,
      policy: policyOf(policy),
      elevated: elevated || before?.elevated === true,
    });
  }
  return [...byPerson.values()];
}

/** The strictest rules of all tenants this identity is linked in. */
export const rulesFor = async (tx: Tx, identityId: string): Promise<Rules> =>
  rulesOf(await standingsOf(tx, identityId));

/** True when the identity has a confirmed app or a passkey. */
export async function hasSecondStep(tx: Pick<Tx, "select">, identityId: string): Promise<boolean> {
  const [app] = await tx
    .select({ one: sql`1` })
    .from(factors)
    .where(and(eq(factors.identityId, identityId), sql`confirmed_at is not null`, isNull(factors.endedAt)))
    .limit(1);
  if (app) return true;
  const [passkey] = await tx
    .select({ one: sql`1` })
    .from(passkeys)
    .where(and(eq(passkeys.identityId, identityId), isNull(passkeys.endedAt)))
    .limit(1);
  return passkey !== undefined;
}
