import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import { endOfDayAfter } from "@/lib/time";
import { LONG_SECONDS, MANY } from "./tell-ending";

export type InHand = {
  id: string;
  fileName: string | null;
  state: "running" | "paused" | "done";
  ready: number;
  done: number;
  toFix: number;
};

const SHOWN = 3;

/** Lists that somebody may want to look after: on their way, standing still, or come to an end today. */
export const listsInHand = (tx: TenantTx<"people.view">, timeZone: string): Promise<InHand[]> =>
  tx.execute<InHand>(sql`
    select id, file_name as "fileName", state, ready, done, to_fix as "toFix" from imports
    where tenant_id = app.tenant_id() and created_at > now() - interval '90 days'
      and (state in ('running', 'paused')
        or state = 'done' and finished_at >= ${endOfDayAfter(-1, timeZone).toISOString()}::timestamptz
          and (to_fix > 0 or ready >= ${MANY} or finished_at > started_at + make_interval(secs => ${LONG_SECONDS})))
    order by state = 'done', created_at desc limit ${sql.raw(String(SHOWN))}`);
