import { eq } from "drizzle-orm";
import { backupCodes } from "@/db/schema/factors";
import { withSystem } from "@/lib/access/doors";
import { hashedCodes } from "@/lib/factors/backup-codes";
import { readableCode } from "@/lib/secrets";

/** So many backup codes that work, in the place of all others; as they stand on the paper. */
export async function giveBackupCodes(identityId: string, count: number): Promise<string[]> {
  const codes = Array.from({ length: count }, () => readableCode(16));
  const hashed = await hashedCodes(codes);
  await withSystem("housekeeping", async (tx) => {
    await tx.delete(backupCodes).where(eq(backupCodes.identityId, identityId));
    await tx.insert(backupCodes).values(hashed.map((one) => ({ ...one, identityId })));
  });
  return codes;
}
