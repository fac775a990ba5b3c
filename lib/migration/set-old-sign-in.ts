import { eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { tenants } from "@/db/schema/tenants";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { dayNamed, endOfDay, lastDayOf } from "@/lib/time";
import { countLockedOut } from "./locked-out";
import { isOldSignInOpen } from "./old-sign-in";

/** The database knows no day of five digits, and nobody means one of the next century. */
const LastDay = z.iso.date("day_wrong").refine((day) => day < "2100", "day_wrong");

/** Until when the old log-in stays open: its last day, or none said. */
export const OpeningDraft = z.strictObject({ lastDay: z.union([z.literal(""), LastDay]).optional() });

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

/** Its last day as it stood when somebody closed it, if that is still to come: opening it again keeps it. */
export async function lastDayKept(tx: TenantTx<"migration.view">, timeZone: string): Promise<string | null> {
  const [closed] = await tx.execute<{ lastDay: string | null }>(sql`
    select details ->> 'lastDay' as "lastDay" from events
    where tenant_id = app.tenant_id() and person_id is null and action = 'old_sign_in.closed'
    order by at desc, seq desc limit 1`);
  const day = closed?.lastDay;
  return day && endOfDay(day, timeZone) > new Date() ? day : null;
}

/** Closed at once, for as many people as were shown to whoever does it. A second click changes nothing. */
export async function closeOldSignIn(
  tx: TenantTx<"migration.run">,
  { seen }: z.output<typeof ClosingDraft>,
): Promise<void> {
  const tenant = await ownTenant(tx);
  if (!isOldSignInOpen(tenant)) return;
  const { id, timeZone, oldSignInEndsAt: endsAt } = tenant;
  const { all } = await countLockedOut(tx);
  if (all !== seen) throw new Refusal("locked_out_moved", { count: all });
  await setPolicy(tx, id, "closed", sql`least(${tenants.oldSignInEndsAt}, clock_timestamp())`);
  const lastDay = endsAt && dayNamed(timeZone, lastDayOf(endsAt));
  record(tx, { action: "old_sign_in.closed", subjectId: id, details: { lockedOut: all, lastDay } });
}
