import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Insider } from "@/lib/access/actor";
import type { Details } from "@/lib/events/record";

/** How long what was done to somebody can be undone in one click. */
export const UNDO_SECONDS = 30;

/** What changes how somebody stands: after any of it an earlier act is history. */
const steps = [
  "person.suspended",
  "person.removed",
  "person.roles_changed",
  "person.restored",
  "invitation.withdrawn",
  "invitation.sent",
  "invitation.resent",
  "invitation.reopened",
  "invitation.address_changed",
  "invitation.accepted",
] as const;

type Step = (typeof steps)[number];
type Row = { action: Step; subject_id: string | null; details: Details; seconds: number };

/** The last of it, when one did it oneself a moment ago. */
export type LastStep = { action: Step; subjectId: string | null; details: Details; secondsLeft: number };

type OwnTx = Tx & { readonly actor: Insider };

/** What a wave took back went back as a whole, with its old accounts. */
const isOfWave = ({ action, details }: Row) =>
  action === "invitation.withdrawn" && details["wave"] !== undefined;

export async function lastStepOf(tx: OwnTx, personId: string): Promise<LastStep | null> {
  const [row] = await tx.execute<Row & { actor_id: string | null }>(sql`
    select action, subject_id, details, actor_id,
      extract(epoch from clock_timestamp() - at)::float8 as seconds
    from events where tenant_id = app.tenant_id() and person_id = ${personId}::uuid and result = 'done'
      and at > clock_timestamp() - make_interval(secs => ${UNDO_SECONDS}) and action in ${[...steps]}
    order by at desc, seq desc limit 1`);
  if (!row || row.actor_id !== tx.actor.personId || isOfWave(row)) return null;
  const { action, subject_id: subjectId, details, seconds } = row;
  return { action, subjectId, details, secondsLeft: Math.max(1, Math.ceil(UNDO_SECONDS - seconds)) };
}
