import { desc, sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import { waves } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { momentsIn, type RawMoments } from "@/lib/people/raw-moments";
import type { Moments } from "@/lib/people/status";
import type { Wave } from "./waves";

type ViewTx = TenantTx<"migration.view">;

export const WAVE_ROWS = 50;
export const waveTabs = ["all", "needs", "moved"] as const;
export type WaveTab = (typeof waveTabs)[number];

/** Why an account stays behind although nobody needs to do anything about it. */
export const quietReasons = [
  "moved",
  "left_out",
  "sent",
  "invited",
  "other_wave",
  "suspended",
  "left",
  "cancelled",
];
const isQuiet = sql`w.reason = any (${sql.param(quietReasons)}::text[])`;
const ofThis = (waveId: string) => sql`w.tenant_id = app.tenant_id() and w.wave_id = ${waveId}::uuid`;

const tabs: Record<WaveTab, ReturnType<typeof sql>> = {
  all: sql`true`,
  needs: sql`(w.state = 'failed' or (w.state = 'skipped' and not ${isQuiet}) or (w.state = 'sent' and p.stage = 'bounced'))`,
  moved: sql`(w.state = 'linked' or (w.state = 'sent' and p.stage is distinct from 'bounced'))`,
};

type Progress = {
  all: number;
  todo: number;
  sent: number;
  linked: number;
  quiet: number;
  kept: number;
  failed: number;
  back: number;
  bounced: number;
  activated: number;
  /** Whose old password could be read. */
  hashed: number;
};

/** How far it is, and what became of its accounts. */
export async function waveProgress(tx: ViewTx, { id }: Wave): Promise<Progress> {
  const count = (condition: ReturnType<typeof sql>) => sql`count(*) filter (where ${condition})::int`;
  const [row] = await tx.execute<Progress>(sql`
    select count(*)::int as all, ${count(sql`w.state = 'todo'`)} as todo, ${count(sql`w.state = 'sent'`)} as sent,
      ${count(sql`w.state = 'linked'`)} as linked, ${count(sql`w.state = 'skipped' and ${isQuiet}`)} as quiet,
      ${count(sql`w.state = 'skipped' and not ${isQuiet}`)} as kept, ${count(sql`w.state = 'failed'`)} as failed,
      ${count(sql`w.state in ('rolled_back', 'reverted')`)} as back, ${count(sql`w.state = 'sent' and p.stage = 'bounced'`)} as bounced,
      ${count(sql`w.state in ('sent', 'linked') and a.standing = 'moved'`)} as activated,
      ${count(sql`w.state in ('todo', 'sent') and a.hash_scheme is not null`)} as hashed
    from wave_accounts w join legacy_accounts a on a.tenant_id = w.tenant_id and a.id = w.account_id
      left join people p on p.tenant_id = a.tenant_id and p.id = a.person_id where ${ofThis(id)}`);
  if (!row) throw new Error("no accounts were counted");
  return row;
}

export type WaveRow = {
  accountId: string;
  name: string;
  email: string;
  oldUserName: string;
  office: string;
  state: string;
  reason: string | null;
  standing: string;
  personId: string | null;
  personName: string | null;
  moments: Moments | null;
};
type RawRow = Omit<WaveRow, "moments"> & RawMoments;

/**
 * The wave's rows first, each with its account and person by their keys, and only then in order: whatever is believed
 * of their number, no list is gone through once for each of them.
 */
const rowsSql = (waveId: string, tab: WaveTab, wanted: ReturnType<typeof sql>) => sql`
  with w as materialized (select w.account_id, w.state, w.reason from wave_accounts w where ${ofThis(waveId)}),
  found as materialized (
    select a.id as "accountId", a.name, a.email, a.old_user_name as "oldUserName", a.office, w.state, w.reason, a.standing,
      p.id as "personId", p.name as "personName", p.invited_at, p.expires_at, p.sent_at, p.delivered_at, p.opened_at,
      p.bounced_at, p.account_at, p.second_step_at, p.active_at, p.suspended_at, p.left_at
    from w cross join lateral (select a.id, a.name, a.email, a.old_user_name, a.office, a.standing, a.person_id
        from legacy_accounts a where a.tenant_id = app.tenant_id() and a.id = w.account_id limit 1) a
      left join lateral (select * from people p where p.tenant_id = app.tenant_id() and p.id = a.person_id limit 1) p on true
    where ${tabs[tab]} ${wanted})
  select * from found order by name, "accountId"`;

const rowIn = ({ accountId, name, email, oldUserName, office, state, reason, ...row }: RawRow): WaveRow => ({
  ...{ accountId, name, email, oldUserName, office, state, reason },
  standing: row.standing,
  personId: row.personId,
  personName: row.personName,
  moments: row.personId ? momentsIn(row) : null,
});

export type WaveAsked = { tab: WaveTab; q: string; after: string | null };

const likeText = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;

/** Some of its accounts, by name; `next` is where the following begin. */
export async function waveRowsAfter(tx: ViewTx, { id }: Wave, { tab, q, after }: WaveAsked) {
  const found = q
    ? sql`and lower(a.name || ' ' || a.email || ' ' || a.old_user_name) like ${likeText(q)}`
    : sql``;
  const from = after
    ? sql`and (a.name, a.id) > (select b.name, b.id from legacy_accounts b
        where b.tenant_id = app.tenant_id() and b.id = ${after}::uuid)`
    : sql``;
  const rows = await tx.execute<RawRow>(
    sql`${rowsSql(id, tab, sql`${found} ${from}`)} ${atMost(WAVE_ROWS + 1)}`,
  );
  const shown = rows.slice(0, WAVE_ROWS).map(rowIn);
  return { rows: shown, next: rows.length > WAVE_ROWS ? (shown.at(-1)?.accountId ?? null) : null };
}

/** All of its accounts, for a list to keep. */
export async function wholeWave(tx: ViewTx, { id }: Wave): Promise<WaveRow[]> {
  return (await tx.execute<RawRow>(rowsSql(id, "all", sql``))).map(rowIn);
}

export type WaveNotices = { first: Date | null; second: Date | null };

/** When its people were told before; the first of each kind. */
export async function waveNotices(tx: ViewTx, { id, plannedFor }: Wave): Promise<WaveNotices> {
  if (!plannedFor) return { first: null, second: null };
  const [row] = await tx.execute<Record<keyof WaveNotices, string | null>>(sql`
    select min(noticed_at) as first, min(noticed_again_at) as second from wave_accounts w where ${ofThis(id)}`);
  const moment = (text: string | null | undefined) => (text ? new Date(text) : null);
  return { first: moment(row?.first), second: moment(row?.second) };
}

/** The newest waves. */
export const recentWaves = (tx: ViewTx, most: number) =>
  tx.select().from(waves).where(sql`tenant_id = app.tenant_id()`).orderBy(desc(waves.number)).limit(most);

export type OpenWave = Pick<Wave, "id" | "number" | "name">;

/** The wave that has in hand all that is ready of an office, by how it was chosen; a search or a pick has not. */
export const holderOf = (open: readonly Wave[], office: string): OpenWave | undefined =>
  open.find(({ choice }) => {
    const { search, source, accountIds } = choice;
    const isWhole = search === undefined && source === undefined && accountIds === undefined;
    return isWhole && (choice.office === undefined || choice.office === office);
  });

/** Waves that still have accounts to move. */
export const openWaves = (tx: ViewTx) =>
  tx
    .select()
    .from(waves)
    .where(sql`tenant_id = app.tenant_id() and state in ('planned', 'running', 'paused')`)
    .orderBy(waves.number)
    .limit(100);

/** Offices that have accounts to move, by name. */
export async function officesToMove(tx: ViewTx): Promise<string[]> {
  const rows = await tx.execute<{ office: string }>(sql`
    select distinct office from legacy_counts where tenant_id = app.tenant_id() and accounts > 0
      and standing in ('ready', 'waits') order by office limit 500`);
  return rows.map(({ office }) => office);
}
