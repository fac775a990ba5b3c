import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { lastMoment } from "@/lib/invitations/offer";
import { ownTenant } from "@/lib/tenants/own";

/** People with power over others have no days left for their second step, and their offers last no longer than theirs may. */
export async function tightenFor(tx: Tx, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  const ids = sql`id in ${[...personIds]}`;
  await tx.execute(sql`update people set second_step_due_at = null
    where tenant_id = app.tenant_id() and second_step_due_at is not null and ${ids}`);
  const until = lastMoment(await ownTenant(tx), [{ elevated: true }]).toISOString();
  await tx.execute(sql`update people set expires_at = ${until}::timestamptz
    where tenant_id = app.tenant_id() and account_at is null and expires_at > ${until}::timestamptz and ${ids}`);
  await tx.execute(sql`update invitations set expires_at = ${until}::timestamptz
    where tenant_id = app.tenant_id() and accepted_at is null and withdrawn_at is null and declined_at is null
      and expires_at > ${until}::timestamptz and person_id in ${[...personIds]}`);
}

/** The ids of everybody who holds a role and has not left. */
export async function holderIds(tx: Tx, roleId: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select p.id from person_roles pr
      join people p on p.tenant_id = pr.tenant_id and p.id = pr.person_id and p.left_at is null
    where pr.tenant_id = app.tenant_id() and pr.role_id = ${roleId}::uuid`);
  return rows.map(({ id }) => id);
}
