import { eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { tenants } from "@/db/schema/tenants";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { endOfDay } from "@/lib/time";
import { countLockedOut } from "./locked-out";

/** Until when the old log-in stays open: its last day, or none said. */
export const OpeningDraft = z.strictObject({
  lastDay: z.union([z.literal(""), z.iso.date("day_wrong")]).optional(),
});

/** `seen`: how many would be locked out, as whoever closes it was shown. */
export const ClosingDraft = z.strictObject({ seen: z.coerce.number().int().min(0).max(10_000_000) });

const setPolicy = (tx: TenantTx, tenantId: string, oldSignIn: "open" | "closed", endsAt: Date | SQL | null) =>
  tx
    .update(tenants)
    .set({
      policy: sql`${tenants.policy} || jsonb_build_object('oldSignIn', ${oldSignIn}::text)`,
      oldSignInEndsAt: endsAt,
    })
    .where(eq(tenants.id, tenantId));

/** From now on, to the end of its last day, people come in by their old user name. */
export async function openOldSignIn(
  tx: TenantTx<"migration.run">,
  { lastDay }: z.output<typeof OpeningDraft>,
): Promise<void> {
  const { id, timeZone } = await ownTenant(tx);
  const endsAt = lastDay ? endOfDay(lastDay, timeZone) : null;
  if (endsAt && endsAt <= new Date()) throw new Refusal("day_over", {}, "lastDay");
  await setPolicy(tx, id, "open", endsAt);
  record(tx, { action: "old_sign_in.opened", subjectId: id, details: { lastDay: lastDay || null } });
}

/** Closed at once, for as many people as were shown to whoever does it. */
export async function closeOldSignIn(
  tx: TenantTx<"migration.run">,
  { seen }: z.output<typeof ClosingDraft>,
): Promise<number> {
  const { id } = await ownTenant(tx);
  const { all } = await countLockedOut(tx);
  if (all !== seen) throw new Refusal("locked_out_moved", { count: all });
  await setPolicy(tx, id, "closed", sql`least(${tenants.oldSignInEndsAt}, clock_timestamp())`);
  record(tx, { action: "old_sign_in.closed", subjectId: id, details: { lockedOut: all } });
  return all;
}
