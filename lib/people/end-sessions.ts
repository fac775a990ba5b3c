import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { SessionSelf } from "@/lib/access/actor";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { countTry, type Limit } from "@/lib/identity/limits";
import type { PersonChoice } from "@/lib/invitations/resend";
import { Refusal } from "@/lib/refusal";
import { otherPerson, refuseIfLeft } from "./managed-person";
import { tellPerson } from "./tell-person";

const byOne: Limit = { name: "sessions ended by", most: 10, seconds: 3600 };

/** One administrator cannot keep somebody out of every company they are in; counted before the door. */
export async function refuseIfEndedTooOften(
  { identityId }: Pick<SessionSelf, "identityId">,
  { personId }: z.output<typeof PersonChoice>,
): Promise<void> {
  const until = await countTry(byOne, `${identityId}|${personId}`);
  if (until) throw new Refusal("too_many", { until });
}

/** Signs somebody out everywhere, for a device that is lost; they sign in again as before. */
export async function endSessionsOf(
  tx: TenantTx<"people.endSessions">,
  { personId }: z.output<typeof PersonChoice>,
) {
  const person = await otherPerson(tx, personId);
  refuseIfLeft(person);
  const [ended] = await tx.execute<{ sessions: number }>(
    sql`select app.end_sessions_of(${personId}::uuid) as sessions`,
  );
  const sessions = ended?.sessions ?? 0;
  if (sessions > 0) await tellPerson(tx, person, "signed_out");
  record(tx, {
    action: "session.ended",
    personId,
    ...(person.identityId && { identityId: person.identityId }),
    subjectId: personId,
    details: { sessions, why: "by_administrator" },
  });
  return { name: person.name, sessions };
}
