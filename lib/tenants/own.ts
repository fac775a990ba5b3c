import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenants } from "@/db/schema/tenants";

/** The tenant whose door is open. */
export async function ownTenant(tx: Tx) {
  const [tenant] = await tx.select().from(tenants).where(sql`id = app.tenant_id()`);
  if (!tenant) throw new Error("no tenant's door is open");
  return tenant;
}
export type OwnTenant = Awaited<ReturnType<typeof ownTenant>>;
