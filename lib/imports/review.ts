import { and, asc, desc, gt, isNotNull, isNull, notInArray, sql } from "drizzle-orm";
import { importRows, imports } from "@/db/schema/imports";
import type { TenantTx } from "@/lib/access/doors";
import { refuseWithout } from "@/lib/access/refuse-without";
import { readyVerdicts, type Verdict } from "./judge";
import { type Import, ofImport } from "./rows";

type ViewTx = TenantTx<"people.view">;

const ROWS_SHOWN = 50;

export function refuseUnlessInviter(tx: ViewTx): void {
  refuseWithout(tx, "people.invite");
}

/** How many rows have each verdict. */
async function verdictCounts(tx: ViewTx, importId: string): Promise<ReadonlyMap<Verdict, number>> {
  const rows = await tx
    .select({ verdict: importRows.verdict, count: sql<number>`count(*)::int` })
    .from(importRows)
    .where(ofImport(importId))
    .groupBy(importRows.verdict);
  return new Map(rows.map(({ verdict, count }) => [verdict as Verdict, count]));
}

const isProblem = notInArray(importRows.verdict, [...readyVerdicts]);

/** Some rows in their order: all, or those that need somebody. */
async function rowsAfter(tx: ViewTx, importId: string, only: "all" | "problems", after: number) {
  const rows = await tx
    .select()
    .from(importRows)
    .where(and(ofImport(importId), gt(importRows.line, after), only === "problems" ? isProblem : undefined))
    .orderBy(asc(importRows.line))
    .limit(ROWS_SHOWN + 1);
  return { rows: rows.slice(0, ROWS_SHOWN), more: rows.length > ROWS_SHOWN };
}
export type ShownRow = Awaited<ReturnType<typeof rowsAfter>>["rows"][number];

type Asked = { only: "all" | "problems"; after: number };

/** What somebody looks at before anything is sent. */
export async function reviewOf(tx: ViewTx, of: Import, { only, after }: Asked) {
  const counts = await verdictCounts(tx, of.id);
  const { rows, more } = await rowsAfter(tx, of.id, only, after);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const ready = readyVerdicts.reduce((sum, verdict) => sum + (counts.get(verdict) ?? 0), 0);
  return { counts, all, ready, rows, next: more ? (rows.at(-1)?.line ?? null) : null };
}

const countOf = (condition: ReturnType<typeof sql>) => sql<number>`count(*) filter (where ${condition})::int`;

/** How far it is, and what became of the rows. */
export async function progressOf(tx: ViewTx, of: Import) {
  const isReady = sql`verdict in (${sql.join(
    readyVerdicts.map((one) => sql`${one}`),
    sql`, `,
  )})`;
  const [row] = await tx
    .select({
      ready: countOf(isReady),
      done: countOf(sql`done_at is not null`),
      invited: countOf(sql`invitation_id is not null and reason is null`),
      undone: countOf(sql`reason = 'undone'`),
      kept: countOf(sql`invitation_id is null and (reason is not null or not (${isReady}))`),
    })
    .from(importRows)
    .where(ofImport(of.id));
  const [waiting] = await tx.execute<{ waiting: number }>(sql`
    select count(*)::int as waiting from import_rows r
      join invitations i on i.tenant_id = r.tenant_id and i.id = r.invitation_id
      join messages m on m.tenant_id = i.tenant_id and m.person_id = i.person_id and m.subject_id = i.id
    where r.tenant_id = app.tenant_id() and r.import_id = ${of.id}::uuid and m.state in ('queued', 'sending')`);
  if (!row) throw new Error("no rows were counted");
  return { ...row, waiting: waiting?.waiting ?? 0 };
}

/** All rows that were not invited, with what was given of them. */
export const rowsKept = (tx: ViewTx, importId: string) =>
  tx
    .select()
    .from(importRows)
    .where(
      and(
        ofImport(importId),
        isNull(importRows.invitationId),
        sql`(${isProblem} or ${isNotNull(importRows.reason)})`,
      ),
    )
    .orderBy(asc(importRows.line));

/** The newest lists. */
export const recentImports = (tx: ViewTx, most: number) =>
  tx
    .select()
    .from(imports)
    .where(sql`tenant_id = app.tenant_id()`)
    .orderBy(desc(imports.createdAt))
    .limit(most);
