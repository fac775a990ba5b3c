import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { legacyAccounts } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";

export const AccountChoice = z.strictObject({ accountId: z.uuid("not_found") });

/** One that has moved, or was left out, has no old way in to close or open. */
const stillOld = inArray(legacyAccounts.standing, ["ready", "sent", "waits"]);

async function set(
  tx: TenantTx<"migration.run">,
  { accountId }: z.output<typeof AccountChoice>,
  isClosed: boolean,
): Promise<string> {
  const [account] = await tx
    .update(legacyAccounts)
    .set({ closedAt: isClosed ? sql`clock_timestamp()` : null })
    .where(and(sql`tenant_id = app.tenant_id()`, eq(legacyAccounts.id, accountId), stillOld))
    .returning({ name: legacyAccounts.oldUserName, personId: legacyAccounts.personId });
  if (!account) throw new Refusal("not_found");
  record(tx, {
    action: isClosed ? "legacy.closed" : "legacy.opened",
    subjectId: accountId,
    ...(account.personId && { personId: account.personId }),
  });
  return account.name;
}

/** The old way in of this one alone: closed. */
export const closeOldAccount = (tx: TenantTx<"migration.run">, choice: z.output<typeof AccountChoice>) =>
  set(tx, choice, true);

/** Open again, as far as the company's is. */
export const openOldAccount = (tx: TenantTx<"migration.run">, choice: z.output<typeof AccountChoice>) =>
  set(tx, choice, false);
