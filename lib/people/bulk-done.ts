import { sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantTx } from "@/lib/access/doors";
import { UNDO_SECONDS } from "./undoable";

/** The newest lines of the log that are looked through: a bulk act writes one for each person. */
const LOOKED_AT = 2000;

/** Whom one suspended oneself a moment ago, and who still is by that. */
export async function suspendedJustNow(tx: TenantTx): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    with late as materialized (
      select e.person_id, e.action, e.actor_id, e.at, e.seq from events e
      where e.stream = app.tenant_id() order by e.seq desc limit ${LOOKED_AT}),
    last as (select distinct on (person_id) * from late where action = 'person.suspended' order by person_id, seq desc)
    select p.id from last e
      cross join lateral (select x.id from people x
        where x.tenant_id = app.tenant_id() and x.id = e.person_id and x.stage = 'suspended' limit 1) p
    where e.actor_id = ${tx.actor.personId}::uuid
      and e.at > clock_timestamp() - make_interval(secs => ${UNDO_SECONDS})`);
  return rows.map(({ id }) => id);
}

const Done = z.object({
  done: z.enum(["resend", "remind", "roles", "suspend", "restore"]),
  count: z.coerce.number().int().min(1).max(100_000),
  skipped: z.coerce.number().int().min(0).max(100_000).catch(0),
});

/** What a bulk act came to, as the address says it, and whether it can be taken back in one click. */
export async function bulkDone(tx: TenantTx, params: Record<string, unknown>) {
  const asked = Done.safeParse(params);
  if (!asked.success) return null;
  const { done: act, count, skipped } = asked.data;
  const ids = act === "suspend" ? await suspendedJustNow(tx) : [];
  return { act, count, skipped, canUndo: ids.length > 0 };
}
