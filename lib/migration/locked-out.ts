import { type SQL, sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import type { TenantTx } from "@/lib/access/doors";
import { cursorAt, pageIn, readCursor } from "@/lib/people/cursor";

/** Who has no other way in yet: they have not moved, and were not left out. */
const needing = ["ready", "sent", "waits"] as const;
type Needing = (typeof needing)[number];

export type LockedOut = {
  id: string;
  name: string;
  oldUserName: string;
  office: string;
  standing: Needing;
  personId: string | null;
  isClosed: boolean;
};

const PAGE = 25;

const branch = (standing: Needing, beyond: SQL) => sql`
  (select id, name, old_user_name, office, standing, person_id, closed_at from legacy_accounts
    where tenant_id = app.tenant_id() and standing = ${standing} and ${beyond}
    order by name, id ${atMost(PAGE + 1)})`;

/** A page of them by name; each page costs the same. */
export async function lockedOut(tx: TenantTx<"migration.view">, after: string | undefined) {
  const from = readCursor(after, "name", false);
  const beyond = from ? sql`(name, id) > (${from.key}, ${from.id}::uuid)` : sql`true`;
  const rows = await tx.execute<LockedOut>(sql`
    select id, name, old_user_name as "oldUserName", office, standing, person_id as "personId",
      closed_at is not null as "isClosed"
    from (${sql.join(
      needing.map((standing) => branch(standing, beyond)),
      sql` union all `,
    )}) x order by name, id ${atMost(PAGE + 1)}`);
  const { shown, next } = pageIn(rows, PAGE, ({ name, id }) => cursorAt(name, id));
  return { accounts: shown, next };
}

type Counted = { standing: Needing; accounts: number };

/** From the counters, which know nothing of the few that were closed one by one. */
const needingOf = (tx: TenantTx) =>
  tx.execute<Counted>(sql`
    select standing, sum(accounts)::int as accounts from legacy_counts
    where tenant_id = app.tenant_id() and standing in ('ready', 'sent', 'waits') group by 1`);

const closedOf = (tx: TenantTx) =>
  tx.execute<Counted>(sql`
    select standing, count(*)::int as accounts from legacy_accounts
    where tenant_id = app.tenant_id() and standing in ('ready', 'sent', 'waits') and closed_at is not null group by 1`);

type LockedOutCounts = Record<Needing | "all" | "closed", number>;

/** How many would be locked out; `closed` are so already, each by itself, and are not among them. */
export async function countLockedOut(tx: TenantTx): Promise<LockedOutCounts> {
  const [rows, shut] = [await needingOf(tx), await closedOf(tx)];
  const of = (counted: readonly Counted[], one: Needing) =>
    counted.find(({ standing }) => standing === one)?.accounts ?? 0;
  const open = (one: Needing) => of(rows, one) - of(shut, one);
  const counts = { ready: open("ready"), sent: open("sent"), waits: open("waits") };
  const closed = shut.reduce((sum, { accounts }) => sum + accounts, 0);
  return { ...counts, all: counts.ready + counts.sent + counts.waits, closed };
}
