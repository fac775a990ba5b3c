import { sql } from "drizzle-orm";
import type { IdentityTx } from "@/lib/access/doors";

/** When the second step was last proved: what is shown after it may lie on the screen for long, and proves nothing fresh. */
export async function lastProof(tx: IdentityTx<"activation">): Promise<Date> {
  const [row] = await tx.execute<{ at: string | null }>(sql`select greatest(
    (select greatest(max(confirmed_at), max(last_used_at)) from factors
      where identity_id = ${tx.self.identityId} and ended_at is null),
    (select greatest(max(created_at), max(last_used_at)) from passkeys
      where identity_id = ${tx.self.identityId} and ended_at is null)) as at`);
  return row?.at ? new Date(row.at) : new Date(0);
}
