import { and, asc, eq, isNull } from "drizzle-orm";
import { people, personRoles } from "@/db/schema/people";
import { roles } from "@/db/schema/roles";
import { type Contact, tenants } from "@/db/schema/tenants";
import type { IdentityTx } from "@/lib/access/doors";

type RoleName = { name: string; builtIn: "owner" | "administrator" | "manager" | "member" | null };

export type Organisation = {
  slug: string;
  name: string;
  accent: string | null;
  timeZone: string;
  contact: Contact;
  pausedAt: Date | null;
  roles: RoleName[];
};

/** Every tenant this identity is linked in and has not left, with its roles there. */
export async function organisationsOf(tx: IdentityTx<"session">): Promise<Organisation[]> {
  const rows = await tx
    .select({ tenant: tenants, pausedAt: people.suspendedAt, role: roles.name, builtIn: roles.builtIn })
    .from(people)
    .innerJoin(tenants, eq(tenants.id, people.tenantId))
    .leftJoin(
      personRoles,
      and(eq(personRoles.tenantId, people.tenantId), eq(personRoles.personId, people.id)),
    )
    .leftJoin(roles, and(eq(roles.tenantId, personRoles.tenantId), eq(roles.id, personRoles.roleId)))
    .where(and(eq(people.identityId, tx.self.identityId), isNull(people.leftAt)))
    .orderBy(asc(tenants.name), asc(roles.name));
  const bySlug = new Map<string, Organisation>();
  for (const { tenant, pausedAt, role, builtIn } of rows) {
    const { slug, name, accent, timeZone, contact } = tenant;
    const one = bySlug.get(slug) ?? { slug, name, accent, timeZone, contact, pausedAt, roles: [] };
    if (role) one.roles.push({ name: role, builtIn });
    bySlug.set(slug, one);
  }
  return [...bySlug.values()];
}

/** Straight in where there is no choice. */
export function doorAfterSignIn(organisations: readonly Organisation[]): string {
  const [only, ...others] = organisations;
  return only && others.length === 0 && !only.pausedAt ? `/t/${only.slug}` : "/account/organisations";
}
