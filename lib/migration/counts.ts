import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import { type Waiting, waiting } from "./verdicts";

export const standings = ["moved", "sent", "ready", "waits", "left_out"] as const;
export type Standing = (typeof standings)[number];
export type StandingCounts = Record<Standing, number>;

type ViewTx = TenantTx<"migration.view">;

const none: StandingCounts = { moved: 0, sent: 0, ready: 0, waits: 0, left_out: 0 };
export const OFFICES_SHOWN = 100;

type Row = { standing: Standing; verdict: string; accounts: number };

export type MigrationCounts = {
  standings: StandingCounts;
  all: number;
  /** Of those that need somebody, by what is wrong. */
  verdicts: { verdict: Waiting; accounts: number }[];
  /** Not judged yet. */
  unread: number;
};

/** How many stand where, from the counts that are kept. */
export async function migrationCounts(tx: ViewTx): Promise<MigrationCounts> {
  const rows = await tx.execute<Row>(sql`
    select standing, verdict, sum(accounts)::int as accounts from legacy_counts
    where tenant_id = app.tenant_id() group by standing, verdict`);
  const sums = { ...none };
  for (const { standing, accounts } of rows) sums[standing] += accounts;
  const waits = new Map(
    rows.filter(({ standing }) => standing === "waits").map(({ verdict, accounts }) => [verdict, accounts]),
  );
  return {
    standings: sums,
    all: Object.values(sums).reduce((sum, count) => sum + count, 0),
    verdicts: waiting
      .map((verdict) => ({ verdict, accounts: waits.get(verdict) ?? 0 }))
      .filter(({ accounts }) => accounts > 0),
    unread: waits.get("unread") ?? 0,
  };
}

export type OfficeCounts = { office: string; counts: StandingCounts };

/** The same for each office, by name; the first hundred of them. */
export async function officeCounts(tx: ViewTx): Promise<OfficeCounts[]> {
  const rows = await tx.execute<{ office: string; counts: Partial<StandingCounts> }>(sql`
    select office, jsonb_object_agg(standing, accounts) as counts from (
      select office, standing, sum(accounts)::int as accounts from legacy_counts
      where tenant_id = app.tenant_id() and accounts > 0 group by office, standing) c
    group by office order by office limit ${OFFICES_SHOWN + 1}`);
  return rows.map(({ office, counts }) => ({ office, counts: { ...none, ...counts } }));
}
