import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { TenantTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import { refuseIfAbove } from "@/lib/roles/grantable";
import { type OwnTenant, ownTenant } from "@/lib/tenants/own";
import { hoursFromNow } from "@/lib/time";
import { type DueReminder, dueReminders, REMINDERS, reminderOf } from "./due-reminders";
import { mailReminders, noteReminder } from "./mail-reminders";
import type { ReminderKind } from "./reminder-letters";
import type { PersonChoice } from "./resend";

/** The same limits as for those that go by themselves: three for an offer, and a day between two. */
function refuseIfOften({ reminders, turnAt, name }: DueReminder, now: Date): void {
  if (reminders >= REMINDERS) throw new Refusal("reminders_used_up", { name });
  if (turnAt && hoursFromNow(24, turnAt) > now) throw new Refusal("reminded_lately", { name });
}

type Remindable = DueReminder & { kind: ReminderKind; email: string; emailKey: string };

/** What there is to remind of by hand: who asks is not stopped by a rule about what goes by itself. */
function remindableOf(due: DueReminder, tenant: OwnTenant, now: Date): Remindable | null {
  const { email, emailKey } = due;
  const kind = reminderOf(due, { ...tenant, policy: { ...tenant.policy, reminders: "on" } }, now);
  return kind === "skip" || kind === "over" || !email || !emailKey ? null : { ...due, kind, email, emailKey };
}

/** Whether there is something to remind somebody of; the limits are told to who does it. */
export async function canBeReminded(tx: TenantTx<"people.view">, personId: string): Promise<boolean> {
  const tenant = await ownTenant(tx);
  const [due] = await dueReminders(tx, tenant.id, { of: personId });
  return due !== undefined && remindableOf(due, tenant, new Date()) !== null;
}

/** A reminder out of its turn: an administrator asks for it. */
export async function remindNow(tx: TenantTx<"people.invite">, { personId }: z.output<typeof PersonChoice>) {
  const now = new Date();
  const tenant = await ownTenant(tx);
  const [due] = await dueReminders(tx, tenant.id, { of: personId });
  if (!due) throw new Refusal("invitation_closed");
  await refuseIfAbove(tx, personId, tx.actor.permissions);
  const chosen = remindableOf(due, tenant, now);
  if (!chosen) throw new Refusal("nothing_to_remind", { name: due.name });
  refuseIfOften(due, now);
  await mailReminders(tx, [chosen], tenant);
  await tx.execute(sql`update invitations set reminder_turn_at = ${now.toISOString()}::timestamptz, reminders = reminders + 1
    where tenant_id = app.tenant_id() and id = ${due.invitationId}::uuid`);
  noteReminder(tx, chosen);
  return { email: chosen.email };
}
