import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { importRows, imports } from "@/db/schema/imports";
import type { TenantTx } from "@/lib/access/doors";
import { env } from "@/lib/env";
import { record } from "@/lib/events/record";
import type { Offered } from "@/lib/invitations/offered";
import { sendMany } from "@/lib/invitations/send-many";
import { userNameOf } from "@/lib/people/user-name";
import { secondsFromNow } from "@/lib/time";
import { factsFor } from "./facts";
import { type Facts, judge, readyVerdicts } from "./judge";
import { rolesOfRow } from "./role-of-row";
import { type Import, importOf, ofImport, rowColumns, type StoredRow } from "./rows";

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
    { tenant: facts.tenant, days: of.days, sendAfter, note: of.note },
  );
  return judged.map(({ row: { line }, verdict }) => {
    const invitationId = stored.get(line) ?? null;
    const late = readyVerdicts.includes(verdict) ? "invited" : verdict;
    return { line, invitationId, reason: invitationId ? null : late };
  });
}

const markDone = (tx: InviteTx, importId: string, outcomes: readonly Outcome[]) =>
  tx.execute(sql`
    update import_rows set done_at = clock_timestamp(), invitation_id = r."invitationId", reason = r.reason
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as r(line int, "invitationId" uuid, reason text)
    where import_rows.tenant_id = app.tenant_id() and import_rows.import_id = ${importId}::uuid
      and import_rows.line = r.line`);

async function finish(tx: InviteTx, importId: string): Promise<void> {
  await tx
    .update(imports)
    .set({ state: "done", finishedAt: sql`clock_timestamp()` })
    .where(eq(imports.id, importId));
  const sent = await tx.$count(importRows, and(ofImport(importId), sql`invitation_id is not null`));
  record(tx, { action: "import.finished", subjectId: importId, details: { sent } });
}

/** Invites the next few hundred and marks their rows, all or nothing; says whether there may be more. */
export async function takeBatch(tx: InviteTx, importId: string, most = BATCH): Promise<boolean> {
  const of = await importOf(tx, importId);
  if (of.state !== "running") return false;
  const rows = await nextRows(tx, importId, most);
  if (rows.length > 0) await markDone(tx, importId, await outcomesOf(tx, of, rows));
  if (rows.length === most) return true;
  await finish(tx, importId);
  return false;
}
