import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";

/** The tenant whose door is open. */
export async function ownTenant(tx: Tx) {
  const [tenant] = await tx.select().from(tenants).where(sql`id = app.tenant_id()`);
  if (!tenant) throw new Error("no tenant's door is open");
  return tenant;
}
export type OwnTenant = Awaited<ReturnType<typeof ownTenant>>;

/** A person's name, for letters and pages of the open tenant; null for none. */
export async function nameOf(tx: Tx, personId: string | null): Promise<string | null> {
  if (!personId) return null;
  const [person] = await tx.select({ name: people.name }).from(people).where(eq(people.id, personId));
  return person?.name ?? null;
}
