import { sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import type { TenantTx } from "@/lib/access/doors";
import type { PersonEvent } from "@/lib/people/timeline";

/** An event about a person, with who that is. */
export type LatestEvent = PersonEvent & { personId: string; name: string };

const SHOWN = 5;
const READ = 60;

type Row = Omit<LatestEvent, "at"> & { at: string };

/** The newest about people; what mail does by itself is on each person's page. */
export async function latestEvents(tx: TenantTx<"people.view">): Promise<LatestEvent[]> {
  const rows = await tx.execute<Row>(sql`
    select e.seq, e.at, e.action, e.result, e.reason, e.details, e.person_id as "personId", p.name, a.name as actor
    from (select * from events where stream = app.tenant_id() and tenant_id = app.tenant_id()
        order by seq desc ${atMost(READ)}) e
      join people p on p.tenant_id = app.tenant_id() and p.id = e.person_id
      left join people a on e.actor_kind in ('person', 'job') and a.tenant_id = app.tenant_id() and a.id = e.actor_id
    where e.result = 'done' and e.action not like 'message.%' order by e.seq desc ${atMost(SHOWN)}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}
