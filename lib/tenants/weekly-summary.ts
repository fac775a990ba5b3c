import { eq } from "drizzle-orm";
import { z } from "zod";
import { tenants } from "@/db/schema/tenants";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { ownTenant } from "./own";

/** A box that is not ticked is not sent. */
export const SummaryDraft = z.strictObject({ weeklySummary: z.literal("on").optional() });

/** Whether who invited hears on Monday who stands still. */
export async function changeWeeklySummary(
  tx: TenantTx<"company.edit">,
  { weeklySummary }: z.output<typeof SummaryDraft>,
): Promise<void> {
  const { id } = await ownTenant(tx);
  await tx
    .update(tenants)
    .set({ weeklySummary: weeklySummary === "on" })
    .where(eq(tenants.id, id));
  record(tx, { action: "company.changed", subjectId: id, details: { fields: ["weeklySummary"] } });
}
