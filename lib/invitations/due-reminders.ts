import { sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import type { Tx } from "@/db/client";
import { policyOf } from "@/lib/policy/policy";
import type { OwnTenant } from "@/lib/tenants/own";
import { endOfDayAfter } from "@/lib/time";
import type { ReminderKind } from "./reminder-letters";

export const BATCH = 100;
/** For one offer however often it is resent, by themselves and by hand together; app.plan_reminder says the same. */
export const REMINDERS = 3;
const ENDING_DAYS = 2;

/** One offer whose turn has come, with the person it was made to. */
export type DueReminder = {
  invitationId: string;
  number: string;
  expiresAt: Date;
  invitedBy: string | null;
  reminders: number;
  turnAt: Date | null;
  isAccepted: boolean;
  personId: string;
  name: string;
  email: string | null;
  emailKey: string | null;
  language: "en" | "nl" | null;
  stage: string;
  hasSecondStep: boolean;
  isSent: boolean;
  isDead: boolean;
  roles: { name: string; builtIn: string | null }[];
  inviter: { name: string; email: string | null } | null;
};

type Row = Omit<DueReminder, "expiresAt" | "turnAt"> & { expiresAt: string; turnAt: string | null };

/** The offers of the open tenant that are due, the longest first; or the last one made to somebody. */
export async function dueReminders(
  tx: Tx,
  tenantId: string,
  due: Date | { of: string },
): Promise<DueReminder[]> {
  const wanted =
    due instanceof Date
      ? sql`i.remind_at <= ${due.toISOString()}::timestamptz order by i.remind_at`
      : sql`i.person_id = ${due.of}::uuid and i.withdrawn_at is null and i.declined_at is null order by i.created_at desc`;
  const most = atMost(due instanceof Date ? BATCH : 1);
  const rows = await tx.execute<Row>(sql`
    select i.id as "invitationId", i.number, i.expires_at as "expiresAt", i.invited_by as "invitedBy", i.reminders, i.reminder_turn_at as "turnAt",
      i.accepted_at is not null as "isAccepted", p.id as "personId", p.name, p.email, p.email_key as "emailKey", p.language,
      p.stage, p.second_step_at is not null as "hasSecondStep", p.sent_at is not null as "isSent",
      exists (select 1 from dead_addresses d where d.tenant_id = i.tenant_id and d.address_key = p.email_key
        and d.identity_id is null) as "isDead",
      (select coalesce(json_agg(json_build_object('name', r.name, 'builtIn', r.built_in) order by r.name), '[]')
        from person_roles pr join roles r on r.tenant_id = pr.tenant_id and r.id = pr.role_id
        where pr.tenant_id = p.tenant_id and pr.person_id = p.id) as roles,
      (select json_build_object('name', b.name, 'email', b.email) from people b
        where b.tenant_id = i.tenant_id and b.id = i.invited_by) as inviter
    from invitations i join people p on p.tenant_id = i.tenant_id and p.id = i.person_id
    where i.tenant_id = ${tenantId} and ${wanted} ${most}`);
  return rows.map((row) => ({
    ...row,
    expiresAt: new Date(row.expiresAt),
    turnAt: row.turnAt === null ? null : new Date(row.turnAt),
  }));
}

const isEnding = ({ expiresAt }: DueReminder, { timeZone }: OwnTenant, now: Date) =>
  endOfDayAfter(ENDING_DAYS, timeZone, now) >= expiresAt;

const canBeWrittenTo = (due: DueReminder, tenant: OwnTenant) =>
  policyOf(tenant.policy).reminders === "on" && !tenant.suspendedAt && due.email !== null && !due.isDead;

const isStillOffered = ({ stage, isSent, expiresAt }: DueReminder, now: Date) =>
  stage === "invited" && isSent && expiresAt > now;

const hasStopped = ({ stage, hasSecondStep }: DueReminder) => stage === "started" && !hasSecondStep;

/** What there is to remind of: nothing now ("skip"), or never again for this offer ("over"). */
export function reminderOf(due: DueReminder, tenant: OwnTenant, now: Date): ReminderKind | "skip" | "over" {
  if (due.stage === "active" || due.stage === "left") return "over";
  if (!canBeWrittenTo(due, tenant)) return "skip";
  if (due.isAccepted) return hasStopped(due) ? "stopped" : "skip";
  if (!isStillOffered(due, now)) return "skip";
  return isEnding(due, tenant, now) ? "ending" : "waiting";
}
