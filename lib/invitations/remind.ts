import { sql } from "drizzle-orm";
import { enterTenant, lookUp, type SystemTx, withSystem } from "@/lib/access/doors";
import { eachTenant } from "@/lib/tenants/each-tenant";
import { ownTenant } from "@/lib/tenants/own";
import { BATCH, type DueReminder, dueReminders, reminderOf } from "./due-reminders";
import { type Chosen, mailReminders, noteReminder } from "./mail-reminders";

const ids = (all: readonly DueReminder[]) => sql.param(all.map(({ invitationId }) => invitationId));

/** Whoever has had a turn gets the next by the trigger's plan; "over" leaves the plan empty. */
async function takeTurns(
  tx: SystemTx,
  due: readonly DueReminder[],
  now: Date,
  of: (one: DueReminder) => string,
) {
  const at = sql`${now.toISOString()}::timestamptz`;
  const is = (wanted: string) => ids(due.filter((one) => of(one) === wanted));
  await tx.execute(
    sql`update invitations set reminder_turn_at = ${at}, reminders = reminders + 1 where id = any (${is("chosen")}::uuid[])`,
  );
  await tx.execute(
    sql`update invitations set reminder_turn_at = ${at} where id = any (${is("skip")}::uuid[])`,
  );
  await tx.execute(sql`update invitations set remind_at = null where id = any (${is("over")}::uuid[])`);
}

async function remindBatch(tx: SystemTx, tenantId: string, now: Date): Promise<number> {
  // Behind the tenant's turn: of two workers the second finds nothing due any more.
  await enterTenant(tx, tenantId);
  const tenant = await ownTenant(tx);
  const due = await dueReminders(tx, tenantId, now);
  const fates = new Map(due.map((one) => [one.invitationId, reminderOf(one, tenant, now)]));
  const chosen = due.flatMap((one): Chosen[] => {
    const kind = fates.get(one.invitationId) ?? "skip";
    const { email, emailKey } = one;
    return kind === "skip" || kind === "over" || !email || !emailKey
      ? []
      : [{ ...one, kind, email, emailKey }];
  });
  if (chosen.length > 0) await mailReminders(tx, chosen, tenant);
  await takeTurns(tx, due, now, ({ invitationId }) => {
    const fate = fates.get(invitationId);
    return fate === "skip" || fate === "over" ? fate : "chosen";
  });
  for (const one of chosen) noteReminder(tx, one);
  return due.length;
}

const tenantsDue = (now: Date) =>
  lookUp("remind", (db) =>
    db.execute<{ id: string }>(
      sql`select distinct tenant_id as id from invitations where remind_at <= ${now.toISOString()}::timestamptz`,
    ),
  );

/** Reminds whoever stands still, at most three times for an offer, resent or not; the plan is made by app.plan_reminder. */
export async function remind(now: Date): Promise<void> {
  await eachTenant(await tenantsDue(now), async (id) => {
    let looked = BATCH;
    while (looked === BATCH) looked = await withSystem("remind", (tx) => remindBatch(tx, id, now));
  });
}
