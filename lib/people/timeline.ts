import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import type { Action } from "@/lib/events/actions";
import type { Details } from "@/lib/events/record";
import { type Gate, gateAt, type Moments } from "./status";

/** One line of the log about a person; its sentence is made when it is read. */
export type PersonEvent = {
  seq: string;
  at: Date;
  action: Action;
  result: "done" | "refused" | "failed";
  reason: string | null;
  details: Details;
  /** Somebody of the tenant; null for the person's own identity and for Portico itself. */
  actor: string | null;
};

const NEWEST = 200;

type Row = Omit<PersonEvent, "at"> & { at: string };

/** The newest events of one person, oldest first. */
export async function timelineOf(tx: TenantTx<"people.view">, personId: string): Promise<PersonEvent[]> {
  const rows = await tx.execute<Row>(sql`
    select e.seq, e.at, e.action, e.result, e.reason, e.details, a.name as actor
    from (select * from events where tenant_id = app.tenant_id() and person_id = ${personId}::uuid
        order by at desc limit ${NEWEST}) e
      left join people a on e.actor_kind in ('person', 'job') and a.tenant_id = app.tenant_id() and a.id = e.actor_id
    order by e.at, e.seq`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

const gateOfAction: Partial<Record<Action, Gate>> = {
  "invitation.sent": "sent",
  "invitation.resent": "sent",
  "invitation.requested_again": "sent",
  "invitation.expired": "sent",
  "invitation.address_changed": "sent",
  "invitation.withdrawn": "sent",
  "invitation.declined": "opened",
  "invitation.opened": "opened",
  "activation_code.made": "sent",
  "activation_code.wrong": "opened",
  "access_key.right": "opened",
  "access_key.mailed_again": "opened",
  "access_key.wrong": "opened",
  "access_key.code_wrong": "opened",
  "access_key.proved": "opened",
  "legacy.moved": "account",
  "invitation.accepted": "account",
  "person.activated": "active",
  "identity.created": "account",
  "password.set": "account",
  "factor.started": "secondStep",
  "factor.confirmed": "secondStep",
  "factor.code_refused": "secondStep",
  "backup_codes.made": "secondStep",
  "message.queued": "sent",
  "message.sent": "sent",
  "message.delayed": "sent",
  "message.failed": "sent",
  "message.delivered": "delivered",
  "message.bounced": "delivered",
  "message.complained": "delivered",
  "mailbox.vouched_for": "delivered",
};

/** Letters that bring nobody in: what they tell has a line of its own, and the list of all activity has them. */
const besideThePassage = ["notice", "told_inviter"];
/** Letters with a link to an offer: the gates are theirs. */
const carriers = ["invitation", "join", "reminder"];

const isMail = (action: Action) => action.startsWith("message.");

/** At which gate an event is told, if at one; what happens at the door, at the gate the person stood before. */
export function gateOf(
  { action, at, details }: Pick<PersonEvent, "action" | "at" | "details">,
  moments: Moments,
): Gate | null {
  const kind = String(details["kind"]);
  if (action === "notice.sent" || (isMail(action) && besideThePassage.includes(kind))) return null;
  if (isMail(action) && !carriers.includes(kind)) return gateAt(moments, at);
  return gateOfAction[action] ?? gateAt(moments, at);
}
