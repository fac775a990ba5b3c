import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { accessKeys, legacyAccounts } from "@/db/schema/legacy";
import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { accountOfKey } from "./joins";

type Of = { tenantId: string; personId: string };
type MovedBy = "mail" | "access_key" | "linked";

/** By which way somebody came to the invitation they accept now. */
export async function cameBy(tx: SystemTx, { tenantId, personId }: Of): Promise<"mail" | "access_key"> {
  const [proved] = await tx
    .select({ id: accessKeys.id })
    .from(accessKeys)
    .innerJoin(legacyAccounts, accountOfKey)
    .where(
      and(
        eq(legacyAccounts.tenantId, tenantId),
        eq(legacyAccounts.personId, personId),
        isNull(accessKeys.endedAt),
        // The link in that browser's cookie works an hour as well.
        sql`${accessKeys.provedAt} > clock_timestamp() - interval '1 hour'`,
      ),
    )
    .limit(1);
  return proved ? "access_key" : "mail";
}

/** Whoever else stands at the old door with one of these accounts goes no further. */
async function endAccessKeys(tx: SystemTx, tenantId: string, accountIds: string[]): Promise<void> {
  const now = sql`clock_timestamp()`;
  await tx
    .update(accessKeys)
    .set({
      spentAt: sql`case when ${accessKeys.provedAt} is not null then ${now} end`,
      endedAt: sql`case when ${accessKeys.provedAt} is null then ${now} end`,
      sealedPassword: null,
    })
    .where(
      and(
        eq(accessKeys.tenantId, tenantId),
        inArray(accessKeys.accountId, accountIds),
        isNull(accessKeys.spentAt),
        isNull(accessKeys.endedAt),
      ),
    );
}

/** The person has an account here now: their old ones end at once, and what was kept of their secrets goes. */
export async function oldAccountsMoved(
  tx: SystemTx,
  { tenantId, personId, by }: Of & { by: MovedBy },
): Promise<void> {
  const moved = await tx
    .update(legacyAccounts)
    .set({ movedAt: sql`clock_timestamp()`, movedBy: by, sealedHash: null, sealedTotp: null })
    .where(
      and(
        eq(legacyAccounts.tenantId, tenantId),
        eq(legacyAccounts.personId, personId),
        isNull(legacyAccounts.movedAt),
        isNull(legacyAccounts.leftOutAt),
      ),
    )
    .returning({ id: legacyAccounts.id });
  if (moved.length === 0) return;
  const ids = moved.map(({ id }) => id);
  await endAccessKeys(tx, tenantId, ids);
  for (const id of ids)
    record(tx, { action: "legacy.moved", tenantId, personId, subjectId: id, details: { why: by } });
}
