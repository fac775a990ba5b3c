import { eq } from "drizzle-orm";
import { z } from "zod";
import { tenants } from "@/db/schema/tenants";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Email } from "@/lib/people/email";
import { ownTenant } from "./own";

// What may stand before an address in a header without being read as part of one.
const plainName = /^[\p{L}\p{M}\p{N} .,&'’()+-]*$/u;

/** Who mails are from and who reads the answers; empty takes the company's name and whoever invited. */
export const SenderDraft = z.strictObject({
  mailName: z.string().trim().max(60, "sender_long").regex(plainName, "sender_characters").optional(),
  replyTo: z.union([z.literal(""), Email]).optional(),
});

export async function changeSender(
  tx: TenantTx<"company.edit">,
  { mailName, replyTo }: z.output<typeof SenderDraft>,
): Promise<void> {
  const { id } = await ownTenant(tx);
  await tx
    .update(tenants)
    .set({ mailName: mailName || null, replyTo: replyTo || null })
    .where(eq(tenants.id, id));
  record(tx, { action: "company.changed", subjectId: id, details: { fields: ["mailName", "replyTo"] } });
}
