import { sql } from "drizzle-orm";
import { z } from "zod";
import { withSystem } from "@/lib/access/doors";
import { policyOf } from "@/lib/policy/policy";

const PolicyChanged = z.object({ tenantId: z.uuid() });

/** Sessions and trusted devices of a tenant's people last no longer than its policy says now; never longer. */
export async function shortenSessions(payload: unknown): Promise<void> {
  const { tenantId } = PolicyChanged.parse(payload);
  await withSystem("housekeeping", async (tx) => {
    const [tenant] = await tx.execute<{ policy: Record<string, unknown> }>(
      sql`select policy from tenants where id = ${tenantId}`,
    );
    if (!tenant) return;
    const { idleMinutes, sessionHours, trustedDays } = policyOf(tenant.policy);
    const theirs = sql`identity_id in (select p.identity_id from people p
      where p.tenant_id = ${tenantId} and p.identity_id is not null and p.left_at is null)`;
    await tx.execute(sql`
      update sessions set idle_minutes = least(idle_minutes, ${idleMinutes}::int),
        expires_at = least(expires_at, created_at + make_interval(hours => ${sessionHours}::int))
      where ended_at is null and expires_at > clock_timestamp() and ${theirs}`);
    await tx.execute(sql`
      update trusted_devices set expires_at = least(expires_at, created_at + make_interval(days => ${trustedDays}::int))
      where ended_at is null and expires_at > clock_timestamp() and ${theirs}`);
  });
}
