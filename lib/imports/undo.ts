import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { imports } from "@/db/schema/imports";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { refuseIfListIsAbove, refuseIfOffersAreAbove } from "./refuse-if-above";
import { importOf } from "./rows";
import type { ImportChoice } from "./start";

type InviteTx = TenantTx<"people.invite">;
type Back = { invitation_id: string; person_id: string; number: string };

/** Takes back each offer of the import whose first letter has not left yet, that with it. */
const takeBack = (tx: InviteTx, importId: string) =>
  tx.execute<Back>(sql`
    with held as (
      update messages m set state = 'cancelled', sealed = null
      from import_rows r join invitations i on i.tenant_id = r.tenant_id and i.id = r.invitation_id
      where r.tenant_id = app.tenant_id() and r.import_id = ${importId}::uuid
        and m.tenant_id = i.tenant_id and m.person_id = i.person_id and m.subject_id = i.id and m.state = 'queued'
        and m.created_at <= r.done_at
      returning m.subject_id),
    ended as (
      update invitations i set withdrawn_at = clock_timestamp() from held
      where i.tenant_id = app.tenant_id() and i.id = held.subject_id and i.accepted_at is null
        and i.declined_at is null and i.withdrawn_at is null
      returning i.id as invitation_id, i.person_id, i.number),
    dead as (
      update tokens t set ended_at = clock_timestamp(), ended_why = 'withdrawn' from ended
      where t.subject_id = ended.invitation_id and t.purpose = 'invitation' and t.ended_at is null and t.spent_at is null),
    back as (
      update people p set invited_at = null, expires_at = null, sent_at = null, delivered_at = null,
        opened_at = null, bounced_at = null
      from ended where p.tenant_id = app.tenant_id() and p.id = ended.person_id),
    told as (
      update import_rows r set reason = 'undone' from ended
      where r.tenant_id = app.tenant_id() and r.import_id = ${importId}::uuid and r.invitation_id = ended.invitation_id)
    select * from ended`);

/** Undoes the whole import as far as its mails still wait; the rest stays invited. Gives how many were held back. */
export async function undoImport(
  tx: InviteTx,
  { importId }: z.output<typeof ImportChoice>,
): Promise<{ count: number }> {
  const of = await importOf(tx, importId);
  const { state } = of;
  if (state === "review") throw new Refusal("import_moved");
  const isUnfinished = state === "running" || state === "paused";
  if (isUnfinished) await refuseIfListIsAbove(tx, of);
  await refuseIfOffersAreAbove(tx, of);
  const back = await takeBack(tx, importId);
  if (isUnfinished)
    await tx
      .update(imports)
      .set({ state: "cancelled", finishedAt: sql`clock_timestamp()` })
      .where(eq(imports.id, importId));
  for (const one of back)
    record(tx, {
      action: "invitation.withdrawn",
      personId: one.person_id,
      subjectId: one.invitation_id,
      details: { number: one.number },
    });
  record(tx, { action: "import.cancelled", subjectId: importId, details: { undone: back.length } });
  return { count: back.length };
}
