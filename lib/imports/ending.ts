import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { needsSomebody, readyVerdicts, type Verdict } from "./judge";
import { ofImport } from "./rows";

/** Why a row was not invited: its verdict, or what it became until its turn. */
export type Why = Verdict | "undone";

/** What has become of a list by now. */
export type Ending = { sent: number; waiting: number; left: { why: Why; count: number }[]; toFix: number };

type Line = { what: Why | "sent" | "waiting"; count: number };

/** Counted in one statement, in the transaction that ends the list. */
export async function endingOf(tx: Tx, importId: string): Promise<Ending> {
  const lines = await tx.execute<Line>(sql`
    select case when invitation_id is not null and reason is null then 'sent'
        when done_at is null and verdict = any (${sql.param([...readyVerdicts])}::text[]) then 'waiting'
        else coalesce(reason, verdict) end as what, count(*)::int as count
    from import_rows where ${ofImport(importId)} group by 1 order by 2 desc, 1`);
  const countOf = (what: Line["what"]) => lines.find((line) => line.what === what)?.count ?? 0;
  const left = lines.flatMap(({ what, count }) =>
    what === "sent" || what === "waiting" ? [] : [{ why: what, count }],
  );
  const toFix = left.filter(({ why }) => needsSomebody(why)).reduce((sum, { count }) => sum + count, 0);
  return { sent: countOf("sent"), waiting: countOf("waiting"), left, toFix };
}
