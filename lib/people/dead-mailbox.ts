import { and, eq, sql } from "drizzle-orm";
import { deadAddresses } from "@/db/schema/dead-addresses";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";

/** Why nothing is written to a person's address any more; null while it is. */
export async function deadMailboxOf(tx: TenantTx<"people.view">, personId: string) {
  const [found] = await tx
    .select({ why: deadAddresses.why, since: deadAddresses.deadSince })
    .from(people)
    .leftJoin(
      deadAddresses,
      and(eq(deadAddresses.tenantId, people.tenantId), eq(deadAddresses.addressKey, people.emailKey)),
    )
    .where(and(sql`people.tenant_id = app.tenant_id()`, eq(people.id, personId)));
  if (!found) throw new Refusal("not_found");
  const { why, since } = found;
  return why && since ? { why, since } : null;
}
