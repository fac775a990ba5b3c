import { sql } from "drizzle-orm";
import type { WaveChoice } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { refuseIfTooMany } from "@/lib/imports/daily-limit";
import { Refusal } from "@/lib/refusal";
import { type OwnTenant, ownTenant } from "@/lib/tenants/own";
import { endOfDayAfter } from "@/lib/time";
import { chosenBy } from "./wave-choice";

const sinceMidnight = ({ timeZone }: OwnTenant) => endOfDayAfter(-1, timeZone).toISOString();

// What the operator's command brought is the operator's own concern.
const brought = sql`join legacy_imports i on i.tenant_id = a.tenant_id and i.id = a.import_id and i.channel <> 'operator'`;

/** Rows of lists that people bring are stored whether they are moved or not: these end somewhere, as other lists do. */
export async function refuseIfTooManyBrought(tx: TenantTx, rows: number): Promise<void> {
  const tenant = await ownTenant(tx);
  const [row] = await tx.execute<{ taken: number }>(sql`
    select coalesce(sum(rows), 0)::int as taken from legacy_imports
    where tenant_id = app.tenant_id() and channel <> 'operator' and created_at >= ${sinceMidnight(tenant)}::timestamptz`);
  refuseIfTooMany(tenant, (row?.taken ?? 0) + rows);
}

/** A wave mails as many as a list, and the same again after it was taken back: no more of them in a day than of lists. */
export async function refuseIfWavesAreFull(
  tx: TenantTx,
  tenant: OwnTenant,
  choice: WaveChoice,
): Promise<void> {
  const [row] = await tx.execute<{ count: number; taken: number }>(sql`
    select (select count(*)::int from legacy_accounts a ${brought} where ${chosenBy(choice)} and a.standing = 'ready') as count,
      (select count(*)::int from wave_accounts w
        join waves v on v.tenant_id = w.tenant_id and v.id = w.wave_id
        join legacy_accounts a on a.tenant_id = w.tenant_id and a.id = w.account_id ${brought}
        where w.tenant_id = app.tenant_id() and ((w.state = 'todo' and v.state in ('running', 'paused'))
          or (w.invitation_id is not null and w.done_at >= ${sinceMidnight(tenant)}::timestamptz))) as taken`);
  const { count, taken } = row ?? { count: 0, taken: 0 };
  const { importsPerDay: most, timeZone } = tenant;
  const [left, until] = [Math.max(0, most - taken), endOfDayAfter(0, timeZone)];
  if (count > left) throw new Refusal("waves_full", { count, left, most, until, timeZone });
}
