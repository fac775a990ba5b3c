import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { atMost } from "@/db/at-most";
import type { TenantTx } from "@/lib/access/doors";
import { isMoment } from "@/lib/time";
import { type ActivityItem, type ActivityRow, activityIn } from "./activity-item";
import { pageIn } from "./cursor";

export type ActivityPage = { items: ActivityItem[]; older: string | null };

const PAGE = 25;

/** The moment and the key of the last line shown. */
const Position = z.tuple([z.string().refine(isMoment), z.string().regex(/^(e\d{20}|m[0-9a-f-]{36})$/)]);
type Position = z.output<typeof Position>;

const cursorOf = ({ at_key, key }: ActivityRow) =>
  Buffer.from(JSON.stringify([at_key, key])).toString("base64url");

/** Null for anything that no page has written. */
function positionOf(written: string): Position | null {
  try {
    return Position.parse(JSON.parse(Buffer.from(written, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}

const most = atMost(PAGE + 1);

type Branch = { table: SQL; at: SQL; key: SQL; columns: SQL };

// In one collation, so that lines of the same moment have one order everywhere.
const events: Branch = {
  table: sql`events`,
  at: sql`at`,
  key: sql`'e' || lpad(seq::text, 20, '0') collate "C"`,
  columns: sql`action, result, reason, details, actor_kind, actor_id,
    null as kind, null as channel, null as address, null as state`,
};
const messages: Branch = {
  table: sql`messages`,
  at: sql`created_at`,
  key: sql`'m' || id::text collate "C"`,
  columns: sql`null as action, null as result, trouble as reason, null::jsonb as details, null as actor_kind,
    null::uuid as actor_id, kind, channel, address, state`,
};

/** The first comparison is for the index, the second for those of the same moment. */
const beyond = ({ at, key }: Branch, [moment, last]: Position) =>
  sql`${at} <= ${moment}::timestamptz and (${at}, ${key}) < (${moment}::timestamptz, ${last})`;

const newestOf = (branch: Branch, personId: string, position: Position | null) => sql`
  (select ${branch.at} as at, ${branch.key} as key, ${branch.columns} from ${branch.table}
    where tenant_id = app.tenant_id() and person_id = ${personId}::uuid
      and ${position ? beyond(branch, position) : sql`true`}
    order by ${branch.at} desc, ${branch.key} desc ${most})`;

/** Everything that happened to a person and every mail to them, the newest first; each page costs the same. */
export async function activityOf(
  tx: TenantTx<"people.view">,
  personId: string,
  before: string,
): Promise<ActivityPage> {
  const position = positionOf(before);
  const rows = await tx.execute<ActivityRow>(sql`
    select x.*, to_char(x.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at_key,
      (select a.name from people a where x.actor_kind in ('person', 'job')
        and a.tenant_id = app.tenant_id() and a.id = x.actor_id) as actor
    from (${newestOf(events, personId, position)} union all ${newestOf(messages, personId, position)}) x
    order by x.at desc, x.key desc ${most}`);
  const { shown, next } = pageIn(rows, PAGE, cursorOf);
  return { items: shown.map(activityIn), older: next };
}
