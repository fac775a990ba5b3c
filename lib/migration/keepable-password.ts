import { and, eq } from "drizzle-orm";
import { personRoles } from "@/db/schema/people";
import { roles } from "@/db/schema/roles";
import { lookUp } from "@/lib/access/doors";
import { isElevated } from "@/lib/access/permissions";
import { Password, passwordFault, slowHash } from "@/lib/identity/password";
import { policyOf, rulesOf } from "@/lib/policy/policy";
import { isWeakScheme } from "./old-hash";

type Of = {
  tenant: { id: string; name: string; slug: string; policy: Record<string, unknown> };
  person: { id: string; name: string; email: string };
  scheme: string;
};

const rolesOf = ({ tenant, person }: Of) =>
  lookUp("access key", (db) =>
    db
      .select({ builtIn: roles.builtIn, permissions: roles.permissions })
      .from(personRoles)
      .innerJoin(roles, and(eq(roles.id, personRoles.roleId), eq(roles.tenantId, personRoles.tenantId)))
      .where(and(eq(personRoles.tenantId, tenant.id), eq(personRoles.personId, person.id))),
  );

/** The old password in today's hashing, where it fulfils the new rule; null where a new one must be chosen. */
export async function keepablePassword(typed: string, of: Of): Promise<string | null> {
  // Whoever ever got the list of the old system knows it.
  if (isWeakScheme(of.scheme)) return null;
  const parsed = Password.safeParse(typed);
  if (!parsed.success) return null;
  const { tenant, person } = of;
  const elevated = (await rolesOf(of)).some((role) => isElevated(role));
  const rule = rulesOf([{ policy: policyOf(tenant.policy), elevated }]);
  const fault = passwordFault(parsed.data, rule, [tenant.name, tenant.slug, person.name, person.email]);
  return fault ? null : slowHash(parsed.data);
}
