import { sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { PlainText } from "@/lib/plain-text";
import { judgeAnew } from "./judge-anew";

export const SchemeChoice = z.strictObject({ scheme: PlainText.min(1).max(100) });

/** Accounts whose hash cannot be read go on without an old password: those people use the mail. */
export async function forgetHashes(
  tx: TenantTx<"migration.run">,
  { scheme }: z.output<typeof SchemeChoice>,
): Promise<void> {
  const rows = await tx.execute<{ id: string }>(sql`
    update legacy_accounts set about = about - 'scheme'
    where tenant_id = app.tenant_id() and verdict = 'hash_unknown' and about ->> 'scheme' = ${scheme} returning id`);
  await judgeAnew(tx, sql`verdict = 'hash_unknown' and not about ? 'scheme'`);
  record(tx, { action: "legacy.changed", details: { what: "without_password", count: rows.length } });
}
