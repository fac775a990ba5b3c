import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/lib/jobs/enqueue";

/** One job for each message, whatever the number of times it is asked for. */
export const enqueueDelivery = (tx: Tx, messageId: string, at: Date): Promise<void> =>
  enqueue(tx, "deliver", { messageId }, messageId, at);

/** Messages whose job was lost with its process get one again. */
export async function takeUpStuck(tx: Tx): Promise<void> {
  await tx.execute(sql`
    select app.enqueue('deliver', json_build_object('messageId', m.id), greatest(m.due, now()), 'deliver:' || m.id)
    from (
      select id, state,
        greatest(send_after, next_try_at, case when state = 'sending' then claimed_at + interval '2 minutes' end) as due
      from messages where state in ('queued', 'sending') order by send_after limit 1000
    ) m
    where m.state = 'sending' or m.due < now()`);
}
