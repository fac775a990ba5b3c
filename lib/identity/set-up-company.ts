import { and, eq } from "drizzle-orm";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import type { IdentityTx } from "@/lib/access/doors";

export type SetUpCompany = { name: string; accent: string | null; person: string; email: string | null };

/** The company for whose sake this set-up goes on; null when the person is gone from it. */
export async function setUpCompanyOf(
  tx: IdentityTx<"activation">,
  personId: string | null,
): Promise<SetUpCompany | null> {
  if (!personId) return null;
  const [found] = await tx
    .select({ name: tenants.name, accent: tenants.accent, person: people.name, email: people.email })
    .from(people)
    .innerJoin(tenants, eq(tenants.id, people.tenantId))
    .where(and(eq(people.id, personId), eq(people.identityId, tx.self.identityId)));
  return found ?? null;
}
