import { and, eq, sql } from "drizzle-orm";
import { deadAddresses } from "@/db/schema/dead-addresses";
import type { TenantTx } from "@/lib/access/doors";
import { emailKeyOf } from "@/lib/people/email";
import { Refusal } from "@/lib/refusal";

/** Mail of this tenant came back from there: the inviter is told now, and not by the next bounce. */
export async function refuseIfDead(tx: TenantTx, email: string | null, field?: "email"): Promise<void> {
  const addressKey = emailKeyOf(email ?? "");
  if (!email || !addressKey) return;
  const [dead] = await tx
    .select({ id: deadAddresses.id })
    .from(deadAddresses)
    .where(and(sql`tenant_id = app.tenant_id()`, eq(deadAddresses.addressKey, addressKey)));
  if (dead) throw new Refusal("address_known_dead", { email }, field);
}
