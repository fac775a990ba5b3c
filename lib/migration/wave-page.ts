import { desc, sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import { type Fate, fates, waves } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { pageIn } from "@/lib/people/cursor";
import { momentsIn, type RawMoments } from "@/lib/people/raw-moments";
import type { Moments } from "@/lib/people/status";
import { isCalled } from "./wave-choice";
import type { Wave } from "./waves";

type ViewTx = TenantTx<"migration.view">;

const WAVE_ROWS = 50;
export const waveTabs = ["all", "needs", "done"] as const;
export type WaveTab = (typeof waveTabs)[number];

/** What each tab shows. */
const tabs: Record<WaveTab, readonly Fate[]> = {
  all: fates,
  needs: ["waits", "needs", "failed", "bounced"],
  done: ["sent", "activated", "linked"],
};

/** Whose old password is worth a word: those who have a mail, or will. */
const mailed: readonly Fate[] = ["todo", "sent", "activated", "bounced"];

/** How many have which fate; `hashed` of those with a mail have an old password that could be read. */
export type Progress = Record<Fate | "all" | "hashed", number>;

type Counted = { fate: Fate; accounts: number; hashed: number };

/** How far it is, and what became of its accounts, from the counts that are kept. */
export async function waveProgress(tx: ViewTx, { id }: Wave): Promise<Progress> {
  const rows = await tx.execute<Counted>(sql`
    select fate, accounts, hashed from wave_counts where tenant_id = app.tenant_id() and wave_id = ${id}::uuid`);
  const of = (fate: Fate) => rows.find((row) => row.fate === fate);
  const counts = Object.fromEntries(fates.map((fate) => [fate, of(fate)?.accounts ?? 0]));
  return {
    ...(counts as Record<Fate, number>),
    all: rows.reduce((sum, { accounts }) => sum + accounts, 0),
    hashed: mailed.reduce((sum, fate) => sum + (of(fate)?.hashed ?? 0), 0),
  };
}

/** Those who have an account: they activated it, or had one already and are linked. */
export const movedIn = ({ activated, linked }: Progress) => activated + linked;

/** These, and those who are on their way: their mail is out and did not come back. */
export const doneIn = (progress: Progress) => progress.sent + movedIn(progress);

/** Those that wait for somebody: a reason that can be mended keeps them behind, or the mail came back. */
export const needing = ({ waits, needs, failed, bounced }: Progress) => waits + needs + failed + bounced;

/** Those whose mail is out and who have not activated: these can still be taken back. */
export const outstanding = ({ sent, bounced }: Progress) => sent + bounced;

/** Those it has in hand, or had: what the dry run keeps behind never begins. */
export const takenIn = ({ all, waits, stays, needs, failed }: Progress) =>
  all - waits - stays - needs - failed;

/** Whether its rest was cancelled: one that was taken back afterwards still tells by its accounts. */
export async function wasCancelled(tx: ViewTx, { id, state }: Wave): Promise<boolean> {
  if (state !== "rolling_back" && state !== "rolled_back") return state === "cancelled";
  const [row] = await tx.execute<{ was: boolean }>(sql`select exists (select 1 from wave_accounts
    where tenant_id = app.tenant_id() and wave_id = ${id}::uuid and fate = 'stays' and reason = 'cancelled') as was`);
  return row?.was ?? false;
}

export type WaveRow = {
  accountId: string;
  place: number;
  name: string;
  email: string;
  oldUserName: string;
  office: string;
  fate: Fate;
  reason: string | null;
  personId: string | null;
  personName: string | null;
  moments: Moments | null;
};
type RawRow = Omit<WaveRow, "moments"> & RawMoments;

export type WaveAsked = { tab: WaveTab; q: string; after: number };

/** A search goes through the names of the wave until there are enough. */
const called = (q: string) =>
  q
    ? sql`cross join lateral (select 1 from legacy_accounts a where a.tenant_id = app.tenant_id() and a.id = w.account_id
        and ${isCalled(q)} limit 1) a`
    : sql``;

/** The next of its accounts in their order: each fate walks its index, and the first of all are taken. */
function placesSql(waveId: string, fated: readonly Fate[], { q, after }: WaveAsked, most: number) {
  const walks = fated.map(
    (fate) => sql`(
      select w.account_id, w.place, w.state, w.standing, w.reason, w.fate from wave_accounts w ${called(q)}
      where w.tenant_id = app.tenant_id() and w.wave_id = ${waveId}::uuid and w.fate = ${fate} and w.place > ${after}::int
      order by w.place ${atMost(most)})`,
  );
  return sql`select * from (${sql.join(walks, sql` union all `)}) u order by place ${atMost(most)}`;
}

/**
 * Each with its account and person by their keys: whatever is believed of their number, no list is gone through once
 * for each of them. One that has not had its turn says what would keep it.
 */
const rowsSql = (places: ReturnType<typeof sql>) => sql`
  with w as materialized (${places})
  select a.id as "accountId", w.place, a.name, a.email, a.old_user_name as "oldUserName", a.office, w.fate,
    coalesce(w.reason, case when w.fate = 'waits' then a.verdict when w.state = 'todo' and w.fate = 'stays' then w.standing end) as reason,
    p.id as "personId", p.name as "personName", p.invited_at, p.expires_at, p.sent_at, p.delivered_at, p.opened_at,
    p.bounced_at, p.account_at, p.second_step_at, p.active_at, p.suspended_at, p.left_at
  from w cross join lateral (select a.id, a.name, a.email, a.old_user_name, a.office, a.verdict, a.person_id
      from legacy_accounts a where a.tenant_id = app.tenant_id() and a.id = w.account_id limit 1) a
    left join lateral (select * from people p where p.tenant_id = app.tenant_id() and p.id = a.person_id limit 1) p on true
  order by w.place`;

const rowIn = ({ accountId, place, name, email, oldUserName, office, fate, ...row }: RawRow): WaveRow => ({
  ...{ accountId, place, name, email, oldUserName, office, fate },
  reason: row.reason,
  personId: row.personId,
  personName: row.personName,
  moments: row.personId ? momentsIn(row) : null,
});

/** Some of its accounts, in their order; `next` is after which place the following come. */
export async function waveRowsAfter(
  tx: ViewTx,
  { id }: Wave,
  progress: Progress,
  asked: WaveAsked,
  most = WAVE_ROWS,
): Promise<{ rows: WaveRow[]; next: number | null }> {
  // What no account is any more would be looked for among all that were.
  const fated = tabs[asked.tab].filter((fate) => progress[fate] > 0);
  if (fated.length === 0) return { rows: [], next: null };
  const rows = await tx.execute<RawRow>(rowsSql(placesSql(id, fated, asked, most + 1)));
  const { shown, next } = pageIn(rows, most, ({ place }) => place);
  return { rows: shown.map(rowIn), next };
}

/** The newest waves. */
export const recentWaves = (tx: ViewTx, most: number) =>
  tx.select().from(waves).where(sql`tenant_id = app.tenant_id()`).orderBy(desc(waves.number)).limit(most);

type OpenWave = Pick<Wave, "id" | "number" | "name">;

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
