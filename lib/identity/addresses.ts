import { desc, sql } from "drizzle-orm";
import { identityAddresses } from "@/db/schema/identities";
import type { IdentityTx } from "@/lib/access/doors";

/** The verified addresses of one's own identity, the primary one first. */
export async function addressesOf(tx: IdentityTx): Promise<string[]> {
  const rows = await tx
    .select({ email: identityAddresses.email })
    .from(identityAddresses)
    .where(sql`identity_id = ${tx.self.identityId} and verified_at is not null`)
    .orderBy(desc(identityAddresses.isPrimary));
  return rows.map(({ email }) => email);
}
