import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { factors } from "@/db/schema/factors";
import { people, personRoles } from "@/db/schema/people";
import { roles } from "@/db/schema/roles";
import { tenants } from "@/db/schema/tenants";
import { isElevated } from "@/lib/access/permissions";
import { policyOf, type Rules, rulesOf } from "@/lib/policy/policy";

/** The strictest rules of all tenants this identity is linked in. Under a system door as under its own. */
export async function rulesFor(tx: Tx, identityId: string): Promise<Rules> {
  const rows = await tx
    .select({
      personId: people.id,
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
    .where(and(eq(people.identityId, identityId), isNull(people.leftAt)));
  return rulesOf(
    rows.map(({ policy, builtIn, permissions }) => ({
      policy: policyOf(policy),
      elevated: permissions !== null && isElevated({ builtIn, permissions }),
    })),
  );
}

/** True when the identity has a confirmed second step. */
export async function hasSecondStep(tx: Tx, identityId: string): Promise<boolean> {
  const [row] = await tx
    .select({ one: sql`1` })
    .from(factors)
    .where(and(eq(factors.identityId, identityId), sql`confirmed_at is not null`, isNull(factors.endedAt)))
    .limit(1);
  return row !== undefined;
}
