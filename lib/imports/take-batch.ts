import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { keepingPlans } from "@/db/keeping-plans";
import { importRows, imports } from "@/db/schema/imports";
import type { TenantTx } from "@/lib/access/doors";
import { env } from "@/lib/env";
import { record } from "@/lib/events/record";
import type { Offered } from "@/lib/invitations/offered";
import { sendMany } from "@/lib/invitations/send-many";
import { userNameOf } from "@/lib/people/user-name";
import { secondsFromNow } from "@/lib/time";
import { endingOf } from "./ending";
import { factsFor } from "./facts";
import { type Facts, judge, readyVerdicts } from "./judge";
import { rolesOfRow } from "./role-of-row";
import { type Import, importOf, ofImport, rowColumns, type StoredRow } from "./rows";
import { tellEnding } from "./tell-ending";

type InviteTx = TenantTx<"people.invite">;

export const BATCH = 500;

const waiting = (importId: string) =>
  and(ofImport(importId), isNull(importRows.doneAt), inArray(importRows.verdict, [...readyVerdicts]));

const nextRows = (tx: InviteTx, importId: string, most: number): Promise<StoredRow[]> =>
  tx
    .select(rowColumns)
    .from(importRows)
    .where(waiting(importId))
    .orderBy(asc(importRows.line))
    .limit(most) as Promise<StoredRow[]>;

function offeredTo(row: StoredRow, facts: Facts, { language }: Import): Offered {
  const { email, emailKey, userName } = row;
  const named = userNameOf({ userName: userName ?? undefined, email, rule: facts.rule });
  return {
    line: row.line,
    personId: facts.people.get(emailKey ?? "")?.id ?? null,
    email,
    emailKey: emailKey ?? "",
    name: row.name,
    named: typeof named === "string" ? null : named,
    language: row.language ?? language,
    roles: rolesOfRow(row, facts).roles,
  };
}

type Outcome = { line: number; invitationId: string | null; reason: string | null };

/** Each row anew: what has changed since the review keeps its row back, with the reason. */
async function outcomesOf(tx: InviteTx, of: Import, rows: readonly StoredRow[]): Promise<Outcome[]> {
  const facts = await factsFor(tx, rows, of.roleIds);
  const judged = rows.map((row) => ({ row, verdict: judge({ ...row, kept: true }, facts).verdict }));
  const good = judged.filter(({ verdict }) => readyVerdicts.includes(verdict));
  const sendAfter = secondsFromNow(env().SEND_DELAY_SECONDS, of.startedAt ?? undefined);
  const stored = await sendMany(
    tx,
    good.map(({ row }) => offeredTo(row, facts, of)),
    { tenant: facts.tenant, days: of.days, sendAfter, note: of.note, byHand: false },
  );
  const sent = new Map(stored.map(({ line, invitationId }) => [line, invitationId]));
  return judged.map(({ row: { line }, verdict }) => {
    const invitationId = sent.get(line) ?? null;
    const late = readyVerdicts.includes(verdict) ? "invited" : verdict;
    return { line, invitationId, reason: invitationId ? null : late };
  });
}

/**
 * By line and without a join: a list that has just come is unknown to the planner, which would compare every row of
 * the batch with every row of the list.
 */
async function markDone(tx: InviteTx, importId: string, outcomes: readonly Outcome[]): Promise<void> {
  const lines = outcomes.map(({ line }) => line);
  const byLine = Object.fromEntries(outcomes.map(({ line, ...outcome }) => [line, outcome]));
  await keepingPlans(tx, () =>
    tx.execute(sql`
      with counted as (update imports set done = done + ${outcomes.length}::int
        where tenant_id = app.tenant_id() and id = ${importId}::uuid)
      update import_rows set done_at = clock_timestamp(),
        invitation_id = (o.by_line -> line::text ->> 'invitationId')::uuid, reason = o.by_line -> line::text ->> 'reason'
      from (select ${JSON.stringify(byLine)}::jsonb as by_line) o
      where tenant_id = app.tenant_id() and import_id = ${importId}::uuid
        and line between ${Math.min(...lines)}::int and ${Math.max(...lines)}::int and o.by_line ? line::text`),
  );
}

async function finish(tx: InviteTx, of: Import): Promise<void> {
  const ending = await endingOf(tx, of.id);
  const { sent, toFix } = ending;
  await tx
    .update(imports)
    .set({ state: "done", finishedAt: sql`clock_timestamp()`, toFix })
    .where(eq(imports.id, of.id));
  await tellEnding(tx, of, "done", ending);
  record(tx, { action: "import.finished", subjectId: of.id, details: { sent } });
}

/** Invites the next few hundred and marks their rows, all or nothing; says whether there may be more. */
export async function takeBatch(tx: InviteTx, importId: string, most = BATCH): Promise<boolean> {
  const of = await importOf(tx, importId);
  if (of.state !== "running") return false;
  const rows = await nextRows(tx, importId, most);
  if (rows.length > 0) await markDone(tx, importId, await outcomesOf(tx, of, rows));
  if (rows.length === most) return true;
  await finish(tx, of);
  return false;
}
